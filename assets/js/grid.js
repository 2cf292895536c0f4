/* The grid of a unit and a month: typed into, pasted into from an office program, then judged like any file. What is
   typed and not sent yet outlives a reload of the page. */
(function () {
  'use strict';

  var clientside = (window.dash_clientside = window.dash_clientside || {});
  var board = (clientside.board = clientside.board || {});
  var HEADERS = ['指标编码', '地区', '月份', '累计值', '分子', '分母', '备注'];
  var HEADER_WORDS = /^(指标)?\s*(编码|名称)$|^指标$/;

  function grid() {
    return document.querySelector('.report-grid');
  }

  function each(list, visit) {
    Array.prototype.forEach.call(list, visit);
  }

  function fields() {
    return Array.prototype.slice.call(grid().querySelectorAll('tbody input'));
  }

  function filledRows() {
    return Array.prototype.filter.call(grid().querySelectorAll('tbody tr'), function (row) {
      return Array.prototype.some.call(row.querySelectorAll('.c-fill input'), function (field) {
        return field.value.trim();
      });
    });
  }

  function say(text) {
    grid().querySelector('.grid-said').textContent = text;
  }

  function keep() {
    var kept = {};
    fields().forEach(function (field) {
      field.classList.toggle('is-filled', Boolean(field.value.trim()));
      if (field.value) {
        kept[field.id] = field.value;
      }
    });
    window.sessionStorage.setItem(key(), JSON.stringify(kept));
    var count = filledRows().length;
    document.querySelector('.grid-count').textContent = count ? '填了 ' + count + ' 项，还没有提交。' : '还没有填。';
  }

  function key() {
    return 'grid ' + grid().getAttribute('data-unit') + ' ' + grid().getAttribute('data-month');
  }

  function restore() {
    var kept = JSON.parse(window.sessionStorage.getItem(key()) || '{}');
    fields().forEach(function (field) {
      if (kept[field.id] && !field.value) {
        field.value = kept[field.id];
      }
    });
    keep();
  }

  var morph = board.morph;
  board.morph = function (region) {
    morph.apply(board, arguments);
    if (region.id === 'report-review' && grid()) {
      restore();
    }
  };

  /* The cells of a copied block; what stands in quotes may hold tabs and line breaks. */
  function parse(text) {
    var rows = [[]];
    var cell = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/g;
    var found;
    while (cell.lastIndex < text.length && (found = cell.exec(text))) {
      rows[rows.length - 1].push(found[1] === undefined ? found[2] : found[1].replace(/""/g, '"'));
      if (found[3] && found[3] !== '\t' && cell.lastIndex < text.length) {
        rows.push([]);
      } else if (!found[3]) {
        break;
      }
    }
    return rows;
  }

  function trimmed(text) {
    return text.trim();
  }

  function isNamed(row, cells) {
    return cells.map(trimmed).some(function (text) {
      return text && [row.dataset.code, row.dataset.name, row.dataset.short].indexOf(text) >= 0;
    });
  }

  /* What follows a row's own names goes into its cells, one after another. */
  function putNamed(row, cells) {
    var names = [row.dataset.code, row.dataset.name, row.dataset.short, row.dataset.region];
    var rest = cells.map(trimmed);
    while (rest.length && (names.indexOf(rest[0]) >= 0 || !rest[0])) {
      rest.shift();
    }
    var places = row.querySelectorAll('.c-fill input');
    each(places, function (field, place) {
      if (rest[place]) {
        field.value = rest[place];
      }
    });
    return rest.length > 0;
  }

  function pasteNamed(block) {
    var rows = Array.prototype.slice.call(grid().querySelectorAll('tbody tr'));
    var taken = 0;
    var unknown = [];
    block.forEach(function (cells) {
      var row = rows.filter(function (candidate) {
        return isNamed(candidate, cells);
      })[0];
      if (row && putNamed(row, cells)) {
        taken += 1;
      } else if (!row && cells.join('').trim()) {
        unknown.push(cells.filter(trimmed)[0]);
      }
    });
    var left = unknown.length ? '没有对上的 ' + unknown.length + ' 行没有贴入：' + unknown.slice(0, 5).join('、') + '。' : '';
    say('按编码和名称贴入 ' + taken + ' 行。' + left);
  }

  /* Downwards and to the right from the cell that is written in. */
  function pasteFrom(start, block) {
    var rows = Array.prototype.slice.call(grid().querySelectorAll('tbody tr'));
    var top = rows.indexOf(start.closest('tr'));
    var place = Number(start.dataset.place);
    var taken = 0;
    var left = 0;
    block.forEach(function (cells, down) {
      cells.forEach(function (text, right) {
        var row = rows[top + down];
        var field = row && row.querySelector('[data-place="' + (place + right) + '"]');
        if (field) {
          field.value = text.trim();
          taken += 1;
        } else if (text.trim()) {
          left += 1;
        }
      });
    });
    say('贴入 ' + taken + ' 格。' + (left ? '另有 ' + left + ' 格没有对应的格子，没有贴入。' : ''));
  }

  function csv(cells) {
    return cells
      .map(function (text) {
        return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
      })
      .join(',');
  }

  function sheet() {
    var lines = filledRows().map(function (row) {
      var cells = { 指标编码: row.dataset.code, 地区: row.dataset.region, 月份: grid().getAttribute('data-month') };
      each(row.querySelectorAll('input'), function (field) {
        cells[field.dataset.field] = field.value.trim();
      });
      return csv(HEADERS.map(function (header) { return cells[header] || ''; }));
    });
    return [HEADERS.join(',')].concat(lines).join('\r\n') + '\r\n';
  }

  /* To the address that files go to, and judged by the same rules; typed figures are a submission of their own kind. */
  function send(content, ending) {
    var name = grid().getAttribute('data-unit') + grid().getAttribute('data-month') + ending;
    var query = new URLSearchParams({ kind: 'form', name: name, month: grid().getAttribute('data-month') });
    var kept = key();
    say('正在核对');
    window
      .fetch('/report/files?' + query.toString(), {
        method: 'POST',
        headers: { 'Content-Type': 'application/octet-stream' },
        credentials: 'same-origin',
        body: new Blob(['\ufeff' + content]),
      })
      .then(function (response) {
        return response.json();
      })
      .then(function (found) {
        var problem = found.error || (found.problems || [])[0];
        if (found.submission) {
          window.sessionStorage.removeItem(kept);
          clientside.set_props('report-draft', { data: found.submission });
        } else if (grid()) {
          say(problem ? problem.message : '没有读出可以报送的行，什么都没有写入。');
        }
      })
      .catch(function () {
        if (grid()) {
          say('没有连上服务器，填的数还在这里，请稍后再按一次核对。');
        }
      });
  }

  function check() {
    if (filledRows().length) {
      send(sheet(), ' 网页填报.csv');
    } else {
      say('还没有填：在“累计值”或“分子”“分母”里填数以后再核对。');
      fields()[0].focus();
    }
  }

  function step(field, by) {
    var column = Array.prototype.slice.call(
      grid().querySelectorAll(field.dataset.place === '3' ? '[data-place="3"]' : '.c-fill [data-place="0"], .c-fill [data-place="1"], .c-fill [data-place="2"]')
    );
    var row = field.closest('tr');
    var next = column.filter(function (other) {
      var order = row.compareDocumentPosition(other.closest('tr'));
      return by > 0 ? order & Node.DOCUMENT_POSITION_FOLLOWING : order & Node.DOCUMENT_POSITION_PRECEDING;
    });
    var found = by > 0 ? next[0] : next[next.length - 1];
    if (found) {
      found.focus();
      found.select();
    }
  }

  document.addEventListener('paste', function (event) {
    if (!grid() || !event.target.matches || !event.target.matches('.report-grid tbody input')) {
      return;
    }
    var text = event.clipboardData.getData('text/plain');
    var block = parse(text.replace(/[\r\n]+$/, ''));
    if (block.length === 1 && block[0].length === 1) {
      return;
    }
    event.preventDefault();
    if (block[0].map(trimmed).some(function (cell) { return HEADER_WORDS.test(cell); })) {
      send(text, ' 粘贴.tsv');
      return;
    }
    var named = block.filter(function (cells) {
      return Array.prototype.some.call(grid().querySelectorAll('tbody tr'), function (row) { return isNamed(row, cells); });
    });
    if (named.length * 2 > block.length) {
      pasteNamed(block);
    } else {
      pasteFrom(event.target, block);
    }
    keep();
  });

  document.addEventListener('input', function (event) {
    if (grid() && grid().contains(event.target) && event.target.tagName === 'INPUT') {
      keep();
    }
  });

  document.addEventListener('keydown', function (event) {
    if (!grid() || !event.target.matches('.report-grid tbody input') || event.isComposing) {
      return;
    }
    if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.target, event.key === 'ArrowUp' ? -1 : 1);
    }
  });

  document.addEventListener('change', function (event) {
    if (event.target.hasAttribute('data-grid-go')) {
      var query = new URLSearchParams({
        fill: document.getElementById('grid-unit').value,
        month: document.getElementById('grid-month').value,
      });
      board.open('/report?' + query.toString());
    }
  });

  document.addEventListener('click', function (event) {
    if (event.target.closest('[data-action="grid-check"]')) {
      check();
    }
  });
})();
