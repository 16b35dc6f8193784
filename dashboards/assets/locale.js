/* The figures' months, days and numbers in the reader's language; their words are ours. */
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

  if (window.Plotly) window.Plotly.register(chinese);
  figuresIn(document.documentElement.lang);
  window.qc = Object.assign({}, window.qc, { figuresIn: figuresIn });
})();
