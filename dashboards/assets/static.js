/* One component that draws a tree of html elements: known tags and attributes, links to this site alone. */
(function () {
  "use strict";

  const TAGS = new Set(
    ("a article b br caption code col colgroup dd del details div dl dt em figcaption figure h2 h3 h4 img ins kbd li mark " +
      "ol p section small span strong summary table tbody td tfoot th thead time tr ul").split(" ")
  );
  const PLAIN = new Set(
    "alt className title scope colSpan rowSpan role style tabIndex lang download open dateTime start".split(" ")
  );
  const NUMBERS = { colSpan: 1, rowSpan: 1, tabIndex: 1 };
  const PICTURE = /^(data:image\/svg\+xml[,;]|\/(?!\/))/;
  const OURS = /^[/?#](?!\/)/;

  function attributes(props) {
    const kept = {};
    for (const [name, value] of Object.entries(props)) {
      if (value === null || value === undefined) continue;
      if (name === "id" && typeof value === "string") kept.id = value;
      else if (name === "href") OURS.test(value) && (kept.href = value);
      else if (name === "src") PICTURE.test(value) && (kept.src = value);
      else if (PLAIN.has(name)) kept[name] = NUMBERS[name] ? Number(value) : value;
      else if (/^(aria|data)-[a-z-]+$/.test(name)) kept[name] = value;
    }
    return kept;
  }

  /* An element is [tag, attributes, children...]; without a tag, its children beside each other. */
  function drawn(node) {
    if (!Array.isArray(node)) return String(node);
    const [tag, told, ...inside] = node;
    if (tag && !TAGS.has(tag)) return null;
    const kind = tag || window.React.Fragment;
    return window.React.createElement(kind, tag ? attributes(told) : null, ...inside.map(drawn));
  }

  function Static(props) {
    return drawn(props.tree);
  }

  window.clinic_qc = Object.assign({}, window.clinic_qc, { Static: Static });
})();
