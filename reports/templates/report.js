"use strict";
(function () {
  var fold = function (text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
  };
  var make = function (tag, text, more) {
    var made = document.createElement(tag);
    made.textContent = text;
    Object.keys(more || {}).forEach(function (name) { made.setAttribute(name, more[name]); });
    return made;
  };
  var number = function (text) {
    var found = text.replace(",", ".").match(/-?\d+(\.\d+)?/);
    return found ? parseFloat(found[0]) : null;
  };

  document.querySelectorAll("table[data-sort]").forEach(function (table) {
    var body = table.tBodies[0];
    var order = Array.from(body.rows);
    table.querySelectorAll("thead th").forEach(function (head, column) {
      var button = make("button", head.textContent, { type: "button", title: "Sắp xếp theo cột này" });
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var was = head.getAttribute("aria-sort");
        table.querySelectorAll("th[aria-sort]").forEach(function (other) { other.removeAttribute("aria-sort"); });
        if (was === "descending") {
          order.forEach(function (row) { body.appendChild(row); });
          return;
        }
        var sign = was === "ascending" ? -1 : 1;
        head.setAttribute("aria-sort", sign === 1 ? "ascending" : "descending");
        order.slice().sort(function (one, other) {
          var a = one.cells[column].textContent.trim(), b = other.cells[column].textContent.trim();
          var x = number(a), y = number(b);
          if (table.dataset.sort !== "text" && x !== null && y !== null && x !== y) { return sign * (x - y); }
          if ((x === null) !== (y === null)) { return x === null ? 1 : -1; }
          return sign * a.localeCompare(b, "vi");
        }).forEach(function (row) { body.appendChild(row); });
      });
    });
  });

  var place = document.querySelector("[data-tools]");
  if (!place) { return; }
  var rows = Array.from(document.querySelectorAll(place.dataset.tools));
  var label = make("label", place.dataset.label + " ");
  var search = make("input", "", { type: "search", autocomplete: "off" });
  label.appendChild(search);
  place.appendChild(label);
  var short = null;
  if (place.dataset.short) {
    var box = make("label", "");
    short = make("input", "", { type: "checkbox" });
    box.appendChild(short);
    box.appendChild(document.createTextNode(" " + place.dataset.short));
    place.appendChild(box);
  }
  var told = make("span", "", { role: "status" });
  place.appendChild(told);
  var texts = rows.map(function (row) { return fold((row.querySelector("[data-name]") || row).textContent); });
  var apply = function () {
    var words = fold(search.value).trim(), shown = 0;
    rows.forEach(function (row, at) {
      var hit = texts[at].indexOf(words) >= 0 && (!short || !short.checked || row.querySelector(".not_met"));
      row.hidden = !hit;
      shown += hit ? 1 : 0;
    });
    told.textContent = shown === rows.length ? "" : "Hiện " + shown + "/" + rows.length + " dòng";
  };
  search.addEventListener("input", apply);
  if (short) { short.addEventListener("change", apply); }
}());
