/* Forms in a page's markup: sent not to an address but to the store that they name, where a callback hears of it. */
(function () {
  'use strict';

  /* In a form of changes, what still is as it was drawn is none. */
  function isUntouched(form, name) {
    var field = form.hasAttribute('data-changed') && form.elements.namedItem(name);
    return field && field.type === 'text' && field.value === field.defaultValue.replace(/[\r\n]/g, '');
  }

  function fields(form, submitter) {
    var found = {};
    new FormData(form).forEach(function (value, name) {
      if (typeof value !== 'string' || isUntouched(form, name)) {
        return;
      }
      if (!(name in found)) {
        found[name] = value;
      } else {
        found[name] = [].concat(found[name], value);
      }
    });
    if (submitter && submitter.name) {
      found[submitter.name] = submitter.value;
    }
    return found;
  }

  /* The text of a field, into the clipboard; on a page without TLS only the old way is there. */
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-copy]');
    if (!button) {
      return;
    }
    var field = document.getElementById(button.getAttribute('data-copy'));
    field.select();
    button.textContent = document.execCommand('copy') ? '已复制' : '请按 Ctrl+C';
  });

  /* One box that ticks all the others of its form. */
  document.addEventListener('change', function (event) {
    if (event.target.hasAttribute('data-pick-all')) {
      event.target.form.querySelectorAll('[type="checkbox"][name]').forEach(function (box) {
        box.checked = event.target.checked;
      });
    }
  });

  document.addEventListener('submit', function (event) {
    var store = event.target.getAttribute('data-store');
    if (!store) {
      return;
    }
    event.preventDefault();
    var sent = fields(event.target, event.submitter);
    sent.at = Date.now(); // the same form sent twice is heard twice
    window.dash_clientside.set_props(store, { data: sent });
  });
})();
