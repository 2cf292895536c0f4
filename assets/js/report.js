/* The report page in the browser: its address, which rows are shown, and steps that are asked twice. */
(function () {
  'use strict';

  var ARMED_MS = 5000;
  var clientside = (window.dash_clientside = window.dash_clientside || {});

  clientside.report = {
    /* A draft is named in the address, so that nothing is lost on the way; its explanation starts empty. */
    follow: function (draft) {
      var asked = new URLSearchParams(window.location.search).get('draft');
      if (String(draft || '') !== (asked || '')) {
        window.history.pushState(null, '', draft ? '/report?draft=' + draft : '/report');
      }
      window.scrollTo(0, 0);
      return ['', false];
    },
  };

  function press(chips, name) {
    Array.prototype.forEach.call(chips, function (chip) {
      if (chip.hasAttribute('aria-pressed')) {
        chip.setAttribute('aria-pressed', String(chip.getAttribute('data-show') === name));
      }
    });
  }

  function showRows(button) {
    var rows = document.getElementById('report-rows');
    if (!rows) {
      return;
    }
    rows.setAttribute('data-showing', button.getAttribute('data-show'));
    press(document.querySelectorAll('[data-show]'), button.getAttribute('data-show'));
    if (!rows.contains(button)) {
      rows.scrollIntoView();
    }
  }

  function disarm(button) {
    var asked = button.getAttribute('data-asked');
    if (asked !== null && button.textContent === button.getAttribute('data-confirm')) {
      button.textContent = asked;
    }
    button.removeAttribute('data-asked');
    button.classList.remove('is-armed');
  }

  function arm(button) {
    button.setAttribute('data-asked', button.textContent);
    button.textContent = button.getAttribute('data-confirm');
    button.classList.add('is-armed');
    window.setTimeout(disarm, ARMED_MS, button);
  }

  /* Before anybody else hears of it: the first click only asks, the next one goes through; a double click is one. */
  document.addEventListener(
    'click',
    function (event) {
      var button = event.target.closest('[data-confirm]');
      if (!button) {
        return;
      }
      if (button.classList.contains('is-armed') && event.detail < 2) {
        disarm(button);
        return;
      }
      event.stopPropagation();
      event.preventDefault();
      if (!button.classList.contains('is-armed')) {
        arm(button);
      }
    },
    true
  );

  document.addEventListener('click', function (event) {
    var show = event.target.closest('[data-show]');
    if (show) {
      showRows(show);
    }
    if (event.target.closest('#report-submit')) {
      wantWord();
    }
  });

  /* Pressed too early, the button goes to what is still wanted. */
  function wantWord() {
    var root = document.getElementById('report-root');
    var accept = document.getElementById('report-accept');
    var explain = document.getElementById('report-explain');
    if (root.classList.contains('has-refused') && !accept.checked) {
      accept.focus();
    } else if (root.classList.contains('has-warnings') && !explain.value.trim()) {
      explain.focus();
    }
  }
})();
