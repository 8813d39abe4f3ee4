// The register's columns sort on a click: a button in each heading, the state in aria-sort.
for (const table of document.querySelectorAll("table.tt-register")) {
  const body = table.tBodies[0];
  const key = (row, i) => {
    const number = row.cells[i].querySelector("[data-sort]")?.dataset.sort;
    return number === undefined ? row.cells[i].textContent.trim() : Number(number);
  };
  [...table.tHead.rows[0].cells].forEach((head, i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const compare = (a, b) => (typeof a === typeof b && typeof a === "number" ? a - b : String(a).localeCompare(String(b)));
      const rows = [...body.rows].sort((a, b) => (up ? 1 : -1) * compare(key(a, i), key(b, i)));
      body.append(...rows);
    });
  });
}
