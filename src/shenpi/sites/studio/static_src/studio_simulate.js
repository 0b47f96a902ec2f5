// A simulation with its progress: the form's answer comes line by line. Whatever goes wrong, it is sent as usual.
const form = document.querySelector("form.simulation");
const progress = document.querySelector("[data-progress]");
const place = document.querySelector("[data-simulated]");

async function* lines(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const whole = (rest + part.value).split("\n");
    rest = whole.pop();
    for (const line of whole) yield JSON.parse(line);
  }
}

function tell(over, cases) {
  Object.assign(progress.querySelector("progress"), { max: cases, value: over });
  progress.querySelector("[data-progress-count]").textContent = `${over} / ${cases}`;
}

async function simulate() {
  const headers = { Accept: "application/x-ndjson" };
  const response = await fetch(location.href, { method: "POST", body: new FormData(form), headers, redirect: "manual" });
  if (!response.ok) return false;
  for await (const { over, cases, figures } of lines(response)) {
    if (figures === undefined) tell(over, cases);
    else {
      place.innerHTML = figures;
      return true;
    }
  }
  return false;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!progress.hidden) return;
  place.replaceChildren();
  tell(0, Number(form.elements.namedItem("cases").value) || 1);
  progress.hidden = false;
  if (!(await simulate().catch(() => false))) {
    form.submit();
    return;
  }
  progress.hidden = true;
  dispatchEvent(new Event("resize")); // the charts draw themselves
  place.querySelector("h2").focus();
});
