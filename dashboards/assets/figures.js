/* plotly.js comes with the first figure (a third of what the first page would weigh), and speaks the reader's
   language: months, days and numbers; the words are ours. */
(function () {
  "use strict";

  const days = ["日", "一", "二", "三", "四", "五", "六"];
  const months = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"].map((n) => n + "月");
  const chinese = {
    moduleType: "locale",
    name: "zh-CN",
    dictionary: {},
    format: {
      days: days.map((day) => "星期" + day),
      shortDays: days.map((day) => "周" + day),
      months: months,
      shortMonths: months,
      date: "%Y-%m-%d",
      decimal: ".",
      thousands: ",",
    },
  };

  function figuresIn(language) {
    if (window.Plotly) window.Plotly.setPlotConfig({ locale: language === "en" ? "en" : "zh-CN" });
  }

  /* Dash asks for its own copy, which is three times as large. */
  Object.defineProperty(window, "_dashPlotlyJSURL", { get: () => "/assets/plotly-cartesian.min.js", set: () => {} });
  Object.defineProperty(window, "Plotly", {
    configurable: true,
    get: () => undefined,
    set: function (arrived) {
      Object.defineProperty(window, "Plotly", { value: arrived, writable: true, configurable: true });
      arrived.register(chinese);
      figuresIn(document.documentElement.lang);
    },
  });
  window.qc = Object.assign({}, window.qc, { figuresIn: figuresIn });
})();
