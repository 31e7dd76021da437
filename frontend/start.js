// Before anything is drawn: theme, density, language and which frame to show. Then the program.
(() => {
  const root = document.documentElement;
  const kept = (name) => {
    try { return localStorage.getItem(`guichet.${name}`); } catch { return null; }
  };
  const theme = kept("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const density = kept("density");
  if (density === "compact" || density === "roomy") root.dataset.density = density;
  root.lang = kept("language") ?? (navigator.language.startsWith("en") ? "en" : "fr");
  const home = kept("home");
  const path = location.pathname;
  const fromAMail = /^\/(answer|rate|sign-in)\//.test(path);
  const atTheDoor = !fromAMail && (!home || path.startsWith("/login") || path.startsWith("/setup"));
  const atThePortal = fromAMail || path.startsWith("/portal") || (home === "portal" && path === "/");
  const area = atTheDoor ? "door" : atThePortal ? "portal" : "agent";
  root.dataset.area = area;

  // The parts that a first page needs come with the program; what is opened next follows.
  const parts = {{parts}}[area];
  const ask = (rel, href) =>
    document.head.append(Object.assign(document.createElement("link"), { rel, href, as: "fetch", crossOrigin: "" }));
  if (["/", "/login", "/setup", "/tickets", "/portal"].includes(path)) {
    parts.now.forEach((href) => ask("preload", href));
    addEventListener("load", () => setTimeout(() => parts.next.forEach((href) => ask("prefetch", href)), 2000));
  }

  // The program may be here before the page has been read to its end.
  const read = new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done);
    else done();
  });
  const wasm = fetch("{{wasm}}", { credentials: "same-origin" });
  Promise.all([import("{{bindings}}"), read])
    .then(([program]) => program.default({ module_or_path: wasm }))
    .catch(async (error) => {
      await read;
      console.error(error);
      document.getElementById("shell")?.remove();
      document.getElementById("stopped").hidden = false;
    });
})();
