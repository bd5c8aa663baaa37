
"use strict";
// Makes the ties of the picture lead to their evidence. Without it all of that is unfolded below the picture.
(() => {
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const said = document.getElementById("said");
  const folds = all("details.tie");
  const evidenceOf = (tie) => document.getElementById(tie.id.replace(/^tie-/, "evidence-"));
  let shown = null;

  document.documentElement.classList.add("js");
  folds.forEach((fold) => { fold.open = false; });

  const hide = () => {
    if (shown === null) { return; }
    const { fold, from, close } = shown;
    shown = null;
    close.remove();
    fold.classList.remove("shown", "left");
    fold.removeAttribute("role");
    fold.removeAttribute("aria-label");
    fold.open = false;
    from.setAttribute("aria-expanded", "false");
    from.focus({ preventScroll: true });
    said.textContent = "Evidence closed";
  };

  const show = (tie) => {
    const fold = evidenceOf(tie);
    if (fold === null) { return; }
    hide();
    const title = fold.querySelector("summary b").textContent;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "Close";
    close.addEventListener("click", hide);
    fold.querySelector("summary").after(close);
    // Beside the tie and not over it, as far as there is room.
    const { left, right } = tie.getBoundingClientRect();
    fold.classList.add("shown");
    fold.classList.toggle("left", left + right > innerWidth);
    fold.setAttribute("role", "dialog");
    fold.setAttribute("aria-label", "Evidence of " + title);
    fold.open = true;
    fold.scrollTop = 0;
    tie.setAttribute("aria-expanded", "true");
    shown = { fold, from: tie, close };
    fold.querySelector("summary").focus({ preventScroll: true });
    said.textContent = "Evidence of " + title + ". Escape closes it.";
  };

  // Where it stands in the text: what links lead to.
  const unfold = (fold) => {
    hide();
    fold.open = true;
    fold.querySelector("summary").focus();
  };

  const unfoldTarget = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target === null) { return; }
    if (folds.includes(target)) { unfold(target); return; }
    // A note may lie within a tie that is folded.
    const around = target.closest("details.tie");
    if (around !== null) { around.open = true; target.scrollIntoView({ block: "center" }); target.focus(); }
  };

  folds.forEach((fold) => fold.addEventListener("toggle", () => {
    if (shown === null) { return; }
    if (shown.fold === fold) { if (!fold.open) { hide(); } }
  }));

  const picture = document.querySelector("#picture svg");
  const ties = picture === null ? [] : all("g.tie", picture).filter((tie) => tie.querySelector(".curve") !== null);
  const badges = picture === null ? [] : all("g.badge", picture).filter((badge) => badge.querySelector("g.tie") !== null);
  const stops = ties.concat(badges);
  const act = (stop) => {
    if (ties.includes(stop)) { show(stop); return; }
    const fold = evidenceOf(stop.querySelector("g.tie"));
    if (fold !== null) { unfold(fold); }
  };
  // One stop for Tab, the last one that had the focus; arrow keys go from one to the next.
  const stopAt = (stop) => stops.forEach((other) => other.setAttribute("tabindex", other === stop ? "0" : "-1"));
  const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  const go = (stop) => { stopAt(stop); stop.focus(); };

  ties.forEach((tie) => {
    const curve = tie.querySelector(".curve");
    const hit = curve.cloneNode(false);
    hit.setAttribute("class", "hit");
    hit.setAttribute("fill", "none");
    hit.setAttribute("stroke-width", "14");
    hit.removeAttribute("stroke");
    hit.removeAttribute("stroke-dasharray");
    tie.insertBefore(hit, tie.querySelector("path"));
    tie.setAttribute("aria-expanded", "false");
  });
  badges.forEach((badge) => badge.classList.add("leads"));
  stops.forEach((stop, idx) => {
    stop.setAttribute("role", "button");
    stop.setAttribute("aria-label", stop.querySelector("title").textContent);
    stop.addEventListener("focus", () => stopAt(stop));
    stop.addEventListener("click", () => act(stop));
    stop.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); act(stop); return; }
      const by = steps[event.key];
      const last = stops.length - 1;
      if (by !== undefined) { event.preventDefault(); go(stops[(idx + by + stops.length) % stops.length]); }
      if (event.key === "Home") { event.preventDefault(); go(stops[0]); }
      if (event.key === "End") { event.preventDefault(); go(stops[last]); }
    });
  });
  if (stops.length !== 0) {
    stopAt(stops[0]);
    picture.setAttribute("role", "group");
    // Where there is room for a part of the picture only, that is its graph and not its legend.
    const card = picture.parentElement;
    const [around, graph] = [card, picture.querySelector(".graph")].map((it) => it.getBoundingClientRect());
    card.scrollLeft += (graph.left + graph.right - around.left - around.right) / 2;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { hide(); }
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    // The address may be there already, and then going there once more tells nobody.
    if (link !== null) { setTimeout(unfoldTarget, 0); }
  });
  addEventListener("hashchange", unfoldTarget);
  unfoldTarget();

  let folded = [];
  addEventListener("beforeprint", () => {
    hide();
    folded = folds.filter((fold) => !fold.open);
    folded.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => {
    folded.forEach((fold) => { fold.open = false; });
    folded = [];
  });
})();
