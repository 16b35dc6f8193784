// When the session is over, the next answer says so: to the door, and back here afterwards.
(function () {
  const ask = window.fetch;
  window.fetch = function () {
    return ask.apply(this, arguments).then(function (answer) {
      if (answer.status === 401 && answer.headers.get("X-QC-Sign-In")) {
        const here = location.pathname + location.search;
        location.assign("/sign-in?next=" + encodeURIComponent(here));
      }
      return answer;
    });
  };
})();
