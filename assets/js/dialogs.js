/* Dialogs that ask for a word: opened by a button, filled with what the button is about, closed when it was taken. */
(function () {
  'use strict';

  var clientside = (window.dash_clientside = window.dash_clientside || {});
  var board = (clientside.board = clientside.board || {});
  var opener = null;

  function today() {
    var now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }

  function fill(dialog, button) {
    dialog.querySelector('form').reset();
    dialog.querySelector('.dialog-said').textContent = '';
    Array.prototype.forEach.call(dialog.querySelectorAll('[data-fill]'), function (place) {
      var value = button.getAttribute('data-' + place.getAttribute('data-fill'));
      if (place.tagName === 'INPUT') {
        place.value = value;
      } else {
        place.textContent = value;
      }
    });
    Array.prototype.forEach.call(dialog.querySelectorAll('[data-today]'), function (field) {
      field.value = field.max = today();
    });
  }

  /* What became of it: a refusal is told in the dialog, else it closes and the place that it was opened from has the
     focus again. */
  board.hear = function (answer) {
    var dialog = document.querySelector('dialog[open]');
    if (!answer) {
      return clientside.no_update;
    }
    if (dialog && !answer.ok) {
      dialog.querySelector('.dialog-said').textContent = answer.said;
      return clientside.no_update;
    }
    if (dialog) {
      dialog.close();
    }
    return answer.said;
  };

  function giveBack() {
    var again = opener && document.querySelector('[data-code="' + opener.code + '"][data-dialog]');
    if (again) {
      again.focus();
    }
    opener = null;
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-dialog]');
    if (button) {
      var dialog = document.getElementById(button.getAttribute('data-dialog'));
      opener = { code: button.getAttribute('data-code') };
      fill(dialog, button);
      dialog.onclose = giveBack;
      dialog.showModal();
    } else if (event.target.closest('[data-close]')) {
      event.target.closest('dialog').close();
    }
  });
})();
