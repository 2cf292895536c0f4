/* The report page in the browser: its address, which rows are shown, and steps that are asked twice. */
(function () {
  'use strict';

  var ARMED_MS = 5000;
  var clientside = (window.dash_clientside = window.dash_clientside || {});

  clientside.report = {
    /* A draft is named in the address, so that nothing is lost on the way; what is said of one is not said of another. */
    follow: function (draft) {
      if (typeof draft !== 'number') {
        return [clientside.no_update, clientside.no_update]; // the page was opened without one
      }
      var search = new URLSearchParams(window.location.search);
      if (String(draft || '') !== (search.get('draft') || '') || search.has('undo') || search.has('fill')) {
        window.history.pushState(null, '', draft ? '/report?draft=' + draft : '/report');
      }
      window.scrollTo(0, 0);
      return [false, draft ? '/report/receipt?submission=' + draft : ''];
    },
  };

  /* What was typed and not kept yet stays when the review is drawn anew around it. */
  var board = (clientside.board = clientside.board || {});
  var morph = board.morph;

  function typed(region) {
    return Array.prototype.filter.call(region.querySelectorAll('input[id]'), function (field) {
      return /^(text|search)$/.test(field.type) && field.value !== field.defaultValue.replace(/[\r\n]/g, '');
    });
  }

  board.morph = function (region) {
    var kept = region.id !== 'report-review' ? [] : typed(region).map(function (field) {
      return { id: field.id, was: field.defaultValue, now: field.value };
    });
    morph.apply(board, arguments);
    kept.forEach(function (one) {
      var field = document.getElementById(one.id);
      if (field && field.defaultValue === one.was) {
        field.value = one.now;
      }
    });
  };

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
    var rows = event.target.closest('[data-show]') && document.getElementById('report-rows');
    if (rows) {
      rows.scrollIntoView();
    }
    if (event.target.closest('#report-submit')) {
      wantWord();
    }
  });

  /* Pressed too early, the button goes to what is still wanted. */
  function wantWord() {
    var root = document.getElementById('report-root');
    var accept = document.getElementById('report-accept');
    var silent = root.querySelector('.wants-word .form-control');
    if (root.classList.contains('has-refused') && !accept.checked) {
      accept.focus();
    } else if (silent) {
      silent.focus();
    }
  }
})();
