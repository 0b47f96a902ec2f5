// JSON to our own server and back; what was refused comes with its words, a broken line without a status.
export class Refused extends Error {
  constructor(status, answer) {
    super(answer?.message ?? "");
    this.status = status;
    this.answer = answer ?? {};
  }
}

export async function post(url, body, signal) {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  let response;
  try {
    response = await fetch(url, {
      method: "POST", body: JSON.stringify(body), signal, redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    });
  } catch (reason) {
    if (reason.name === "AbortError") throw reason;
    throw new Refused(0);
  }
  if (response.type === "opaqueredirect") throw new Refused(401); // to the sign-in page
  const answer = response.headers.get("Content-Type")?.includes("json") ? await response.json() : null;
  if (!response.ok || answer === null) throw new Refused(response.status, answer);
  return answer;
}
