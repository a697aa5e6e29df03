// Runs on both sides of a card. Desktop shows them in one page, AnkiDroid in two, and not every program lets a page
// store something. So the order hangs on the card and the day alone, which both sides know; only what was chosen
// has to be stored, and a card without it still shows what is right.
(function () {
  var side = document.querySelector(".side");
  var list = side && side.querySelector("ol.options");
  if (!list) return;
  var options = Array.prototype.slice.call(list.children);
  var card = side.querySelector(".question").textContent + "\n" + list.textContent;
  var multiple = list.classList.contains("multiple");

  // Anki's day begins at four in the morning.
  shuffle(card + new Date(Date.now() - 4 * 3600 * 1000).toDateString());
  if (!list.classList.contains("key")) return;
  if (side.classList.contains("back")) mark(load());
  else offer();

  function shuffle(text) {
    if (list.classList.contains("ordered")) return;
    var state = 2166136261; // FNV-1a, then xorshift
    for (var at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 16777619);
    state = state || 1;
    var order = options.slice();
    for (var last = order.length - 1; last > 0; last--) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      var other = (state >>> 0) % (last + 1);
      var moved = order[last];
      order[last] = order[other];
      order[other] = moved;
    }
    order.forEach(function (option) {
      list.appendChild(option);
    });
  }

  function offer() {
    var chosen = [];
    save(chosen);
    list.setAttribute("role", multiple ? "group" : "radiogroup");
    options.forEach(function (option, index) {
      option.classList.add("tappable"); // AnkiMobile passes a tap on
      option.setAttribute("role", multiple ? "checkbox" : "radio");
      option.setAttribute("aria-checked", "false");
      option.onclick = function (event) {
        if (event.target.closest && event.target.closest("a")) return;
        var at = chosen.indexOf(index);
        if (at >= 0) chosen.splice(at, 1);
        else if (multiple) chosen.push(index);
        else chosen = [index];
        options.forEach(function (each, number) {
          each.classList.toggle("chosen", chosen.indexOf(number) >= 0);
          each.setAttribute("aria-checked", String(chosen.indexOf(number) >= 0));
        });
        save(chosen);
      };
    });
  }

  function mark(chosen) {
    chosen.forEach(function (index) {
      if (options[index]) options[index].classList.add("chosen");
    });
  }

  function save(chosen) {
    window.studysiteChosen = { card: card, chosen: chosen };
    try {
      sessionStorage.setItem("studysite-chosen", JSON.stringify(window.studysiteChosen));
    } catch (error) {
      // the page may not store anything
    }
  }

  function load() {
    var stored = window.studysiteChosen;
    try {
      stored = stored || JSON.parse(sessionStorage.getItem("studysite-chosen"));
    } catch (error) {
      // as above
    }
    return stored && stored.card === card ? stored.chosen : [];
  }
})();
