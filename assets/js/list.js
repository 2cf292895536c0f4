/* The list of indicators: rows that are sent once and kept, groups that stay as the reader left them, one tab stop. */
(function () {
  'use strict';

  var clientside = (window.dash_clientside = window.dash_clientside || {});
  var board = (clientside.board = clientside.board || {});
  var kept = { stamp: null, rows: [] };
  var chosen = {};
  var FIRST = 14;

  function take(stamp, markup) {
    var holder = document.createElement('tbody');
    holder.innerHTML = markup;
    kept = { stamp: stamp, rows: Array.prototype.slice.call(holder.children) };
  }

  function place(body) {
    var numbers = body.getAttribute('data-rows');
    var wanted = numbers ? numbers.split(' ') : [];
    var fits = body.children.length === wanted.length;
    for (var i = 0; fits && i < wanted.length; i += 1) {
      fits = body.children[i] === kept.rows[wanted[i]];
    }
    if (!fits) {
      body.replaceChildren.apply(body, wanted.map(function (number) {
        return kept.rows[number];
      }));
    }
  }

  /* A group that the reader opened or closed stays so, as long as the page itself would do with it what it did then. */
  function restore(button) {
    var id = button.getAttribute('data-toggle');
    var usual = button.getAttribute('aria-expanded');
    var choice = chosen[id];
    if (choice && choice.usual === usual) {
      board.flip(button, choice.open);
    } else {
      delete chosen[id];
    }
    button.setAttribute('data-usual', usual);
  }

  function each(selector, within, act) {
    Array.prototype.forEach.call(within.querySelectorAll(selector), act);
  }

  var FOCUSABLE = 'a[href], button, input, summary';

  /* Where the focus is among what can have it, so that it is there again in the new markup. */
  function focusIn(part) {
    return Array.prototype.indexOf.call(part.querySelectorAll(FOCUSABLE), document.activeElement);
  }

  function refocus(part, place) {
    var to = place < 0 ? null : part.querySelectorAll(FOCUSABLE)[place];
    if (to && document.activeElement === document.body) {
      to.focus({ preventScroll: true });
    }
  }

  /* A menu that the reader opened stays open. */
  function syncAttributes(old, fresh) {
    Array.prototype.forEach.call(fresh.attributes, function (given) {
      if (old.getAttribute(given.name) !== given.value) {
        old.setAttribute(given.name, given.value);
      }
    });
    Array.prototype.slice.call(old.attributes).forEach(function (was) {
      if (!fresh.hasAttribute(was.name) && !(was.name === 'open' && old.nodeName === 'DETAILS')) {
        old.removeAttribute(was.name);
      }
    });
  }

  function syncChildren(old, fresh) {
    var next = Array.prototype.slice.call(fresh.childNodes);
    if (old.childNodes.length !== next.length) {
      old.replaceChildren.apply(old, next);
      return;
    }
    Array.prototype.slice.call(old.childNodes).forEach(function (child, place) {
      sync(child, next[place]);
    });
  }

  /* The same markup with other numbers in it changes numbers alone; rows of the list are put in their place later. */
  function sync(old, fresh) {
    if (old.nodeName !== fresh.nodeName || old.id !== fresh.id) {
      old.replaceWith(fresh);
    } else if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.data !== fresh.data) {
        old.data = fresh.data;
      }
    } else {
      syncAttributes(old, fresh);
      if (!old.hasAttribute('data-rows')) {
        syncChildren(old, fresh);
      }
    }
  }

  /* A part of the page is drawn anew only where it has changed; what it was made of stays, where it fits. */
  function draw(part, markup) {
    if (part.drawn === markup) {
      return false;
    }
    var holder = document.createElement('template');
    var place = focusIn(part);
    holder.innerHTML = markup;
    syncChildren(part, holder.content);
    refocus(part, place);
    part.drawn = markup;
    return true;
  }

  function hold(sent) {
    if (sent.rows !== null) {
      take(sent.stamp, sent.rows);
      return true;
    }
    return sent.stamp === kept.stamp;
  }

  /* The stamp of the rows that are here. */
  board.held = function () {
    return kept.stamp;
  };

  /* The first rows are in sight wherever the list begins: to find that out would lay them out a second time. */
  function nearFirst() {
    Array.prototype.forEach.call(document.querySelectorAll('table.list .rows:not([hidden]) > tr'), function (row, place) {
      row.classList.toggle('is-first', place < FIRST);
    });
  }

  /* The heat map is drawn when the reader comes near it; what draws it is not loaded before. */
  var coming = new IntersectionObserver(
    function (entries) {
      entries.forEach(function (entry) {
        var first = entry.isIntersecting && entry.target.querySelector('.segments:not([data-opened]) .segment');
        if (first) {
          entry.target.querySelector('.segments').setAttribute('data-opened', '');
          coming.unobserve(entry.target);
          if (!entry.target.querySelector('[aria-pressed="true"]')) {
            first.click();
          }
        }
      });
    },
    { rootMargin: '100px' }
  );

  board.fill_list = function (sent) {
    if (!sent) {
      return clientside.no_update;
    }
    var anew = sent.rows !== null;
    if (!sent.query) {
      board.forget();
    }
    if (!hold(sent)) {
      board.show();
      return null;
    }
    Object.keys(sent.parts).forEach(function (id) {
      var part = document.getElementById(id);
      var changed = draw(part, sent.parts[id]);
      if (changed || anew) {
        each('[data-rows]', part, place);
      }
      if (changed) {
        each('.group-open', part, restore);
      }
    });
    nearFirst();
    each('table.list', document, rove);
    each('.heat', document, function (heat) {
      coming.observe(heat);
    });
    document.title = sent.title;
    if (sent.query) {
      board.push(sent.query);
    }
    return anew ? sent.stamp : clientside.no_update;
  };

  /* One tab stop: the arrows go from one group or row to the next, left closes a group, right opens it. */
  function stops(table) {
    return Array.prototype.filter.call(table.querySelectorAll('.group-open, a.name'), function (stop) {
      return !stop.closest('[hidden]');
    });
  }

  function rove(table) {
    var now = table.querySelector('[data-stop]');
    each('.group-open, a.name', table, function (stop) {
      if (stop.getAttribute('tabindex') !== '-1') {
        stop.tabIndex = -1;
      }
    });
    settle(table, now && !now.closest('[hidden]') ? now : stops(table)[0]);
  }

  function settle(table, stop) {
    each('[data-stop]', table, function (before) {
      before.tabIndex = -1;
      before.removeAttribute('data-stop');
    });
    if (stop) {
      stop.tabIndex = 0;
      stop.setAttribute('data-stop', '');
    }
  }

  function groupOf(stop) {
    var rows = stop.closest('[data-rows]');
    return rows ? document.querySelector('[data-toggle="' + rows.id + '"]') : null;
  }

  function turn(stop, open) {
    var id = stop.getAttribute('data-toggle');
    if (!id) {
      return open ? null : groupOf(stop);
    }
    if ((stop.getAttribute('aria-expanded') === 'true') !== open) {
      stop.click();
    }
    return null;
  }

  function next(event, table, stop) {
    var all = stops(table);
    var at = all.indexOf(stop);
    switch (event.key) {
      case 'ArrowDown':
        return all[at + 1];
      case 'ArrowUp':
        return all[at - 1];
      case 'Home':
        return all[0];
      case 'End':
        return all[all.length - 1];
      default:
        return turn(stop, event.key === 'ArrowRight');
    }
  }

  document.addEventListener('keydown', function (event) {
    var stop = event.target.closest && event.target.closest('.list .group-open, .list a.name');
    if (!stop || !/^(Arrow|Home|End)/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    var to = next(event, stop.closest('table'), stop);
    if (to) {
      to.focus();
    }
  });

  /* In the heat map's table the arrows go from cell to cell. */
  document.addEventListener('keydown', function (event) {
    var link = event.target.closest && event.target.closest('.heat-table a');
    var step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (!link || !step || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    event.preventDefault();
    var cell = link.parentElement;
    do {
      var row = step[0] > 0 ? cell.parentElement.nextElementSibling : cell.parentElement.previousElementSibling;
      cell = step[0] ? row && row.children[cell.cellIndex] : step[1] > 0 ? cell.nextElementSibling : cell.previousElementSibling;
    } while (cell && !cell.querySelector('a'));
    if (cell) {
      cell.querySelector('a').focus();
    }
  });

  document.addEventListener('focusin', function (event) {
    var cell = event.target.closest('.heat-table a');
    if (cell) {
      each('a[tabindex="0"]', cell.closest('table'), function (before) {
        before.tabIndex = -1;
      });
      cell.tabIndex = 0;
    }
    var stop = event.target.closest('.list .group-open, .list a.name');
    if (stop) {
      settle(stop.closest('table'), stop);
    }
  });

  document.addEventListener('click', function (event) {
    var group = event.target.closest('.group-open');
    if (group) {
      chosen[group.getAttribute('data-toggle')] = {
        usual: group.getAttribute('data-usual'),
        open: group.getAttribute('aria-expanded') === 'true',
      };
    }
    Array.prototype.forEach.call(document.querySelectorAll('details.menu[open]'), function (menu) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
  });

  document.addEventListener('change', function (event) {
    if (!event.target.hasAttribute('data-column')) {
      return;
    }
    var shown = Array.prototype.filter.call(document.querySelectorAll('[data-column]'), function (box) {
      return box.checked;
    });
    var names = shown.map(function (box) {
      return box.getAttribute('data-column');
    });
    clientside.set_props('workspace-columns', { value: names.join('.') || 'none' });
  });
})();
