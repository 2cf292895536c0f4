/* The address of a page: its filters stand in it, travel along its links, and back and forward go through them. */
(function () {
  'use strict';

  var clientside = (window.dash_clientside = window.dash_clientside || {});
  var board = (clientside.board = clientside.board || {});
  var SCOPE = ['plan', 'month', 'region', 'department', 'role', 'pillar', 'status', 'text'];

  function here() {
    var query = {};
    new URLSearchParams(window.location.search).forEach(function (value, name) {
      query[name] = value;
    });
    return { path: window.location.pathname, query: query, at: Date.now() };
  }

  function written(path, search) {
    var text = search.toString();
    return path + (text ? '?' + text : '');
  }

  /* What the address says of the scope, and nothing else of it. */
  function scopeOf(all) {
    var found = new URLSearchParams();
    SCOPE.forEach(function (name) {
      if (all.get(name)) {
        found.set(name, all.get(name));
      }
    });
    return found;
  }

  /* An address that is shown already, and named in the browser's bar once the picture is there. */
  var coming = null;

  /* What the address names, or is about to name. */
  function named() {
    return new URLSearchParams(coming === null ? window.location.search : coming.slice(window.location.pathname.length));
  }

  var owns = new WeakMap();

  /* A link that carries the scope leads to its own path in what is looked at now; what it names itself stands. */
  function carry(link) {
    if (!link.hasAttribute('data-carry')) {
      return;
    }
    if (!owns.has(link)) {
      owns.set(link, link.search);
    }
    var search = scopeOf(named());
    new URLSearchParams(owns.get(link)).forEach(function (value, name) {
      search.set(name, value);
    });
    var address = written(link.pathname, search);
    if (link.getAttribute('href') !== address) {
      link.setAttribute('href', address);
    }
  }

  function carryAll() {
    Array.prototype.forEach.call(document.querySelectorAll('.bar a[data-carry]'), carry);
  }

  var shown = '';

  function show() {
    arrive();
    shown = window.location.pathname + window.location.search;
    if (clientside.set_props) {
      clientside.set_props('route', { data: here() });
    }
  }

  /* A step to another place of the same page opens nothing. */
  function showOther() {
    coming = null;
    if (shown !== window.location.pathname + window.location.search) {
      show();
    }
  }

  /* Another page in the same document: nothing is loaded again. */
  function open(address) {
    arrive();
    window.history.pushState(null, '', address);
    show();
    window.scrollTo(0, 0);
  }

  function arrive() {
    if (coming !== null) {
      var address = coming;
      coming = null;
      window.history.pushState(null, '', address);
    }
  }

  /* Another address costs the browser more than the links that follow it: they are led there at once, the bar comes
     after the next frame. */
  function put(address) {
    if (address === shown) {
      return;
    }
    arrive();
    shown = coming = address;
    carryAll();
    if (document.hidden) {
      arrive();
    } else {
      window.requestAnimationFrame(function () {
        window.setTimeout(arrive, 0);
      });
    }
  }

  function isSet(value) {
    return value !== null && value !== undefined && value !== '' && value !== 'all';
  }

  /* The address at the start; later ones come by links and by the browser's back and forward. */
  board.start = function () {
    shown = window.location.pathname + window.location.search;
    return here();
  };

  /* Name the state in the address: a link to it shows the same picture. */
  board.push = function (query) {
    var search = new URLSearchParams();
    Object.keys(query).forEach(function (name) {
      if (isSet(query[name])) {
        search.set(name, query[name]);
      }
    });
    put(written(window.location.pathname, search));
  };

  /* The filters of a page as its address; an input's name there is the last word of its id. A filter that the page
     has no control for stays as it is; another plan has months, pillars and lamps of its own. */
  board.push_address = function () {
    var context = clientside.callback_context;
    var changed = context.triggered[0] && context.triggered[0].prop_id;
    var search = named();
    context.inputs_list.forEach(function (input) {
      var name = input.id.split('-').pop();
      search.delete(name);
      if (isSet(input.value)) {
        search.append(name, input.value);
      }
    });
    if (changed && /-plan\.value$/.test(changed)) {
      ['month', 'pillar', 'status'].forEach(function (name) {
        search.delete(name);
      });
      open(written(window.location.pathname, search));
      return;
    }
    put(written(window.location.pathname, search));
  };

  /* The address with plan and month named, so that it shows the same picture next month too. */
  board.permanent = function () {
    var search = named();
    ['plan', 'month'].forEach(function (name) {
      var control = document.querySelector('.scope [id$="-' + name + '"]');
      if (control && control.value) {
        search.set(name, control.value);
      }
    });
    return window.location.origin + written(window.location.pathname, search);
  };

  /* The scope as it is now, with a part of it set otherwise, as a query. */
  board.within = function (place) {
    var search = scopeOf(named());
    Object.keys(place).forEach(function (name) {
      search.set(name, place[name]);
    });
    return search.toString();
  };

  board.show = show;
  board.open = open;
  board.carryAll = carryAll;

  window.addEventListener('popstate', showOther);

  ['pointerdown', 'focusin'].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var link = event.target.closest && event.target.closest('a[data-carry]');
      if (link) {
        carry(link);
      }
    });
  });

  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[data-route]');
    var plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link && plain && !event.defaultPrevented && clientside.set_props) {
      event.preventDefault();
      carry(link);
      open(link.pathname + link.search);
    }
  });
})();
