// Where navigation scrolls sideways, as on a telephone, the present page's entry is in sight.
for (const here of document.querySelectorAll(".rail [aria-current]")) {
  const rail = here.closest(".rail");
  rail.scrollLeft = here.offsetLeft - (rail.clientWidth - here.offsetWidth) / 2;
}
