/* What every request of a page carries, and what a page says when its session has ended. For Chromium 86 and newer. */
(function () {
  'use strict';

  var SAFE = /^(GET|HEAD|OPTIONS)$/i;
  var HEADER = 'X-CSRFToken';
  var asked = window.fetch.bind(window);

  function token() {
    var found = /(?:^|; )_csrf_token=([^;]*)/.exec(document.cookie);
    return found ? decodeURIComponent(found[1]) : '';
  }

  function isOurs(address) {
    return new URL(address, window.location.href).origin === window.location.origin;
  }

  function text(tag, name, words) {
    var part = document.createElement(tag);
    part.className = name;
    part.textContent = words;
    return part;
  }

  /* The notice lies over the page, which keeps what was typed; it goes when somebody has signed in again. */
  function tellLost() {
    if (document.querySelector('.session-lost')) {
      return;
    }
    var notice = text('div', 'session-lost', '');
    var box = text('div', 'session-lost__box', '');
    notice.setAttribute('role', 'alertdialog');
    notice.setAttribute('aria-modal', 'true');
    box.appendChild(text('p', 'session-lost__title', '登录已结束'));
    box.appendChild(
      text('p', '', '很久没有操作，或已在别处退出。请重新登录；这一页上填的内容还在。')
    );
    var go = text('a', 'session-lost__go', '重新登录');
    go.href = '/login';
    go.target = '_blank';
    go.rel = 'noopener';
    box.appendChild(go);
    notice.appendChild(box);
    document.body.appendChild(notice);
    go.focus();
  }

  /* To a wall this is an outage like any other: nobody stands there to sign in, and its picture stays. */
  function look(status) {
    if (status === 401 && document.documentElement.getAttribute('data-theme') !== 'wall') {
      tellLost();
    }
  }

  function askAgain() {
    var notice = document.querySelector('.session-lost');
    if (notice && document.visibilityState === 'visible') {
      asked('/api/v1/revision', { credentials: 'same-origin' }).then(function (response) {
        if (response.ok) {
          notice.remove();
        }
      });
    }
  }

  window.fetch = function (address, options) {
    var given = Object.assign({}, options);
    var target = typeof address === 'string' ? address : address.url || String(address);
    if (!SAFE.test(given.method || 'GET') && isOurs(target)) {
      given.headers = new Headers(given.headers);
      given.headers.set(HEADER, token());
    }
    return asked(address, given).then(function (response) {
      if (isOurs(target)) {
        look(response.status);
      }
      return response;
    });
  };

  var send = XMLHttpRequest.prototype.send;
  var open = XMLHttpRequest.prototype.open;

  XMLHttpRequest.prototype.open = function (method, address) {
    this.carriesToken = !SAFE.test(method) && isOurs(address);
    return open.apply(this, arguments);
  };

  XMLHttpRequest.prototype.send = function () {
    var request = this;
    if (request.carriesToken) {
      request.setRequestHeader(HEADER, token());
    }
    request.addEventListener('load', function () {
      look(request.status);
    });
    return send.apply(request, arguments);
  };

  document.addEventListener('visibilitychange', askAgain);
  window.addEventListener('focus', askAgain);
})();
