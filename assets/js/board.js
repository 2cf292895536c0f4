/* What all pages share in the browser: regions filled in place, charts, the theme. For Chromium 86 and newer. */
(function () {
  'use strict';

  var clientside = (window.dash_clientside = window.dash_clientside || {});
  var board = (clientside.board = clientside.board || {});

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

  /* A figure leads to where it came from: its group is opened, its row is shown. */
  function showOrigin(id) {
    var row = document.getElementById(id);
    var part = row && (row.closest('tbody[hidden]') || document.getElementById(id.replace('origin-', 'origins-')));
    if (part && part.hidden) {
      board.flip(document.querySelector('[data-toggle="' + part.id + '"]'), true);
    }
    if (row) {
      row.scrollIntoView({ block: 'center' });
      row.focus();
    }
    return Boolean(row);
  }

  /* The browser looked for the place that the address names before it was drawn: it is shown once it is there. */
  var sought = '';

  function showPlace(region) {
    var place = window.location.hash && document.getElementById(window.location.hash.slice(1));
    if (place && sought !== window.location.href && region.contains(place)) {
      sought = window.location.href;
      place.classList.add('is-sought');
      place.scrollIntoView();
    }
  }

  Object.assign(board, {
    /* Draw markup into a region without mounting anything anew; the callbacks are Idiomorph's. */
    morph: function (region, markup, callbacks) {
      window.Idiomorph.morph(region, markup, { morphStyle: 'innerHTML', callbacks: callbacks || {} });
      heed(region.firstElementChild);
      board.carryAll();
    },

    fill: function (markup, id) {
      var region = document.getElementById(id);
      if (region && markup !== undefined && markup !== null) {
        board.morph(region, markup);
        showPlace(region);
      }
      return clientside.no_update;
    },

    /* Open or close what a button stands for. */
    flip: function (button, open) {
      document.getElementById(button.getAttribute('data-toggle')).hidden = !open;
      button.setAttribute('aria-expanded', open ? 'true' : 'false');
    },

    /* A figure with its colours in. It is remembered, so that another theme can paint it anew; one out of sight waits
       until it is looked at. */
    paint: function (figure) {
      var id = clientside.callback_context.outputs_list.id;
      if (!figure) {
        return clientside.no_update;
      }
      painted[id] = figure;
      var chart = document.getElementById(id);
      if (chart && chart.querySelector('.main-svg') && !isNear(chart)) {
        waiting[id] = true;
        nearing.observe(chart);
        return clientside.no_update;
      }
      return coloured(figure);
    },

    /* A point of the heat map leads to its indicator in its region. */
    open_cell: function (click) {
      var figure = painted[clientside.callback_context.inputs_list[0].id];
      var meta = figure && figure.layout.meta;
      if (meta && click && click.points) {
        var column = figure.layout.xaxis.tickvals.indexOf(click.points[0].x);
        var row = figure.layout.yaxis.tickvals.indexOf(click.points[0].y);
        var place = { month: meta.month, region: meta.rows[row] };
        board.open('/indicator/' + encodeURIComponent(meta.columns[column]) + '?' + board.within(place));
      }
    },
  });

  var waiting = {};

  function isNear(element) {
    var box = element.getBoundingClientRect();
    return box.bottom > -200 && box.top < window.innerHeight + 200;
  }

  var nearing = new IntersectionObserver(
    function (entries) {
      entries.forEach(function (entry) {
        var id = entry.target.id;
        if (entry.isIntersecting && waiting[id]) {
          delete waiting[id];
          nearing.unobserve(entry.target);
          tell(id, { figure: coloured(painted[id]) });
        }
      });
    },
    { rootMargin: '200px' }
  );

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

  /* Without a safe connection there is no clipboard to write to; then a selected text is copied. */
  function copy(text) {
    if (navigator.clipboard) {
      return navigator.clipboard.writeText(text);
    }
    var field = document.createElement('textarea');
    field.value = text;
    document.body.appendChild(field);
    field.select();
    document.execCommand('copy');
    field.remove();
    return Promise.resolve();
  }

  function tellCopied(button) {
    var before = button.textContent;
    button.textContent = '已复制';
    window.setTimeout(function () {
      button.textContent = before;
    }, 2000);
  }

  document.addEventListener('click', function (event) {
    var origin = event.target.closest('a[href^="#origin-"]');
    if (origin && showOrigin(origin.getAttribute('href').slice(1))) {
      event.preventDefault();
      return;
    }
    if (event.target.closest('[data-action="print"]')) {
      window.print();
      return;
    }
    var action = event.target.closest('[data-action="theme"]');
    if (action) {
      setTheme(document.documentElement.getAttribute('data-theme') === 'dark' ? 'light' : 'dark');
      return;
    }
    var more = event.target.closest('[data-action="more"]');
    if (more) {
      more.setAttribute('aria-expanded', more.closest('.scope').classList.toggle('open') ? 'true' : 'false');
      return;
    }
    var toggle = event.target.closest('[data-toggle]');
    if (toggle) {
      board.flip(toggle, toggle.getAttribute('aria-expanded') !== 'true');
      return;
    }
    var copier = event.target.closest('[data-action="copy"]');
    if (copier) {
      copy(board.permanent()).then(function () {
        tellCopied(copier);
      });
      return;
    }
    var setter = event.target.closest('[data-set]');
    if (setter) {
      event.preventDefault();
      if (setter.parentElement.classList.contains('segments')) {
        Array.prototype.forEach.call(setter.parentElement.children, function (segment) {
          segment.setAttribute('aria-pressed', segment === setter ? 'true' : 'false');
        });
      }
      var properties = {};
      properties[setter.getAttribute('data-prop') || 'value'] = setter.getAttribute('data-value');
      board.ask_ahead(setter.getAttribute('data-set'), setter.getAttribute('data-value'));
      tell(setter.getAttribute('data-set'), properties);
    }
  });

  /* On paper nothing can be opened: what a reader would open there is open, and as it was afterwards. */
  var opened = [];
  window.addEventListener('beforeprint', function () {
    opened = Array.prototype.slice.call(document.querySelectorAll('details.on-paper:not([open])'));
    opened.forEach(function (part) {
      part.open = true;
    });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (part) {
      part.open = false;
    });
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
