/* While the sample clinic comes in or goes, the page is asked for anew with every beat. */
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  today: {
    beat: function (beats) {
      if (beats) window.dash_clientside.set_props("tick", { data: "beat-" + Date.now() });
    },
  },
});
