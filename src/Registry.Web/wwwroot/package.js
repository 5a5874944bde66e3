// What makes a package's page quicker, and nothing it needs: a select that sends its form, a filter that answers as one
// types. Heard at the document, since enhanced navigation replaces the page beneath it.

document.addEventListener("change", event => {
  if (event.target.matches("[data-submit]")) {
    event.target.form.requestSubmit();
  }
});

document.addEventListener("input", event => {
  const name = event.target.dataset?.filter;
  const table = name && document.getElementById(name);
  if (!table) {
    return;
  }

  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every(word => text.includes(word));
    shown += row.hidden ? 0 : 1;
  }

  const said = `${shown} of ${table.tBodies[0].rows.length} shown`;
  document.querySelector(`[data-filter-count="${name}"]`).textContent = said;
  document.getElementById("said").textContent = said;
});
