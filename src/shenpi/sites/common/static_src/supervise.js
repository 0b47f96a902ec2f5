// The wall's manners: say a change once to those who listen, and own up when the numbers stand still.
const spoken = document.getElementById("wall-spoken");
const poller = document.querySelector("[data-live]");
const stale = document.getElementById(poller.dataset.live);

function speak() {
  const words = document.getElementById("wall-figures").dataset.spoken;
  if (spoken.textContent !== words) spoken.textContent = words;
}
function heard(event) {
  if (event.target === poller) stale.hidden = event.detail.successful;
}
speak();
document.addEventListener("htmx:afterSettle", speak);
document.addEventListener("htmx:afterRequest", heard);

// The server says when something changed; while no stream is open, the wall asks by itself.
const ask = () => poller.dispatchEvent(new Event("wall-ask"));
const stream = new EventSource(poller.dataset.stream);
stream.addEventListener("changed", ask);
setInterval(() => {
  if (stream.readyState !== EventSource.OPEN) ask();
}, Number(poller.dataset.every) * 1000);
