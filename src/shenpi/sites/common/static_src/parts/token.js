// Signing in again in another window changes the form token. What is sent carries the present one, so that a page
// filled in before is not refused.
const present = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

document.addEventListener("submit", (event) => {
  const field = event.target.elements?.namedItem("csrfmiddlewaretoken");
  if (field && present()) field.value = present();
}, true);
document.addEventListener("htmx:configRequest", (event) => {
  const token = present();
  if (!token) return;
  event.detail.headers["X-CSRFToken"] = token;
  if (event.detail.parameters.csrfmiddlewaretoken !== undefined) event.detail.parameters.csrfmiddlewaretoken = token;
});
