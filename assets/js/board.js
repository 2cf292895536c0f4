/* What all pages share in the browser: regions filled in place, addresses, the theme. For Chromium 86 and newer. */
(function () {
  'use strict';

  var clientside = (window.dash_clientside = window.dash_clientside || {});

  function here() {
    var query = {};
    new URLSearchParams(window.location.search).forEach(function (value, name) {
      query[name] = value;
    });
    return { path: window.location.pathname, query: query, at: Date.now() };
  }

  function tell(id, properties) {
    if (clientside.set_props) {
      clientside.set_props(id, properties);
    }
  }

  /* Figures name colours by their roles ("--behind"); what they are stands in the stylesheet alone. */
  function resolve(value, style) {
    if (typeof value === 'string') {
      return value.replace(/--[a-z][a-z0-9-]*/g, function (role) {
        return style.getPropertyValue(role).trim() || role;
      });
    }
    if (Array.isArray(value)) {
      return value.map(function (item) {
        return resolve(item, style);
      });
    }
    if (value && typeof value === 'object') {
      var found = {};
      Object.keys(value).forEach(function (name) {
        found[name] = resolve(value[name], style);
      });
      return found;
    }
    return value;
  }

  var painted = {};

  function coloured(figure) {
    return resolve(figure, getComputedStyle(document.documentElement));
  }

  /* What a region says of the whole page: its title, and whether made figures are still shown. */
  function heed(first) {
    if (first && first.getAttribute('data-title')) {
      document.title = first.getAttribute('data-title');
    }
    if (first && first.getAttribute('data-demonstration')) {
      document.body.setAttribute('data-demonstration', first.getAttribute('data-demonstration'));
    }
  }

  clientside.board = {
    /* The address at the start; later ones come by links and by the browser's back and forward. */
    start: function () {
      return here();
    },

    /* Draw markup into a region without mounting anything anew. */
    fill: function (markup, id) {
      var region = document.getElementById(id);
      if (region && markup !== undefined && markup !== null) {
        window.Idiomorph.morph(region, markup, { morphStyle: 'innerHTML' });
        heed(region.firstElementChild);
      }
      return clientside.no_update;
    },

    /* Name the state in the address: a link to it shows the same picture. */
    push: function (query) {
      var filled = Object.keys(query).filter(function (name) {
        return query[name] !== null && query[name] !== undefined && query[name] !== '' && query[name] !== 'all';
      });
      var search = new URLSearchParams();
      filled.forEach(function (name) {
        search.set(name, query[name]);
      });
      var text = search.toString();
      var address = window.location.pathname + (text ? '?' + text : '');
      if (address !== window.location.pathname + window.location.search) {
        window.history.pushState(null, '', address);
      }
    },

    /* The filters of a page as its address; an input's name there is the last word of its id. */
    push_address: function () {
      var context = clientside.callback_context;
      var query = {};
      var changed = context.triggered[0] && context.triggered[0].prop_id;
      context.inputs_list.forEach(function (input) {
        query[input.id.split('-').pop()] = input.value;
      });
      if (changed && /-plan\.value$/.test(changed)) {
        window.location.assign(window.location.pathname + '?plan=' + encodeURIComponent(query.plan));
        return;
      }
      clientside.board.push(query);
    },

    /* A figure with its colours in; it is remembered, so that another theme can paint it anew. */
    paint: function (figure) {
      if (!figure) {
        return clientside.no_update;
      }
      painted[clientside.callback_context.outputs_list.id] = figure;
      return coloured(figure);
    },

    /* A point of a chart leads to the address that it carries. */
    open_point: function (click) {
      if (click && click.points && click.points[0].customdata) {
        window.location.assign(click.points[0].customdata);
      }
    },
  };

  window.addEventListener('popstate', function () {
    tell('route', { data: here() });
  });

  function setTheme(theme) {
    document.documentElement.setAttribute('data-theme', theme);
    document.documentElement.setAttribute('data-bs-theme', theme);
    document.cookie = 'theme=' + theme + '; path=/; max-age=31536000; samesite=lax';
    Object.keys(painted).forEach(function (id) {
      if (document.getElementById(id)) {
        tell(id, { figure: coloured(painted[id]) });
      }
    });
  }

  function flip(element, open) {
    element.setAttribute('aria-expanded', open ? 'true' : 'false');
  }

  document.addEventListener('click', function (event) {
    var action = event.target.closest('[data-action="theme"]');
    if (action) {
      setTheme(document.documentElement.getAttribute('data-theme') === 'dark' ? 'light' : 'dark');
      return;
    }
    var more = event.target.closest('[data-action="more"]');
    if (more) {
      flip(more, more.closest('.scope').classList.toggle('open'));
      return;
    }
    var toggle = event.target.closest('[data-toggle]');
    if (toggle) {
      var part = document.getElementById(toggle.getAttribute('data-toggle'));
      part.hidden = !part.hidden;
      flip(toggle, !part.hidden);
      return;
    }
    var setter = event.target.closest('[data-set]');
    if (setter) {
      event.preventDefault();
      var properties = {};
      properties[setter.getAttribute('data-prop') || 'value'] = setter.getAttribute('data-value');
      tell(setter.getAttribute('data-set'), properties);
    }
  });

  document.addEventListener('keydown', function (event) {
    if (event.key !== '/' || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      return;
    }
    var search = document.querySelector('.scope input[type="search"]');
    if (search) {
      event.preventDefault();
      search.focus();
    }
  });
})();
