/* A filter of the workspace is asked for and drawn without Dash's renderer, which takes longer over it than server and
   browser together: the question is the one that the renderer would send, so the server knows no other. */
(function () {
  'use strict';

  var clientside = (window.dash_clientside = window.dash_clientside || {});
  var board = (clientside.board = clientside.board || {});
  var SLOW = 300; // milliseconds until something is said
  var turn = 0;
  var asked = null;
  var drawnAt = new Date();

  /* What the page on show asks with: its output, its controls, the state beside them; and the page itself. */
  function asker() {
    var page = document.querySelector('[data-asks]');
    return page && { page: page, form: JSON.parse(page.getAttribute('data-asks')) };
  }

  function valueOf(id) {
    var control = document.getElementById(id);
    return control ? control.value : '';
  }

  /* The view of the heat map is the segment that is pressed; the list knows the rows that it holds. */
  function stateOf(part) {
    if (part.id.slice(-5) === '-held') {
      return board.held();
    }
    var pressed = document.querySelector('[data-set="' + part.id + '"][aria-pressed="true"]');
    return pressed ? pressed.getAttribute('data-value') : null;
  }

  function question(form, values) {
    function controls(ids) {
      return ids.map(function (id) {
        return { id: id, property: 'value', value: values[id] };
      });
    }
    var beside = form.beside.map(function (part) {
      return { id: part.id, property: part.property, value: stateOf(part) };
    });
    return {
      output: form.output,
      outputs: form.outputs,
      inputs: [{ id: form.trigger, property: 'data', value: null }],
      changedPropIds: [form.trigger + '.data'],
      state: controls(form.controls).concat(beside),
    };
  }

  function tellAll(found) {
    Object.keys(found || {}).forEach(function (id) {
      clientside.set_props(id, found[id]);
    });
  }

  /* The list is drawn here; what is a chart or belongs to the whole page goes its usual way. */
  function take(form, answer) {
    var parts = Object.assign({}, answer.response);
    var drawn = parts[form.outputs[0].id];
    delete parts[form.outputs[0].id];
    if (drawn) {
      drawnAt = new Date();
      board.fill_list(drawn.data);
    }
    tellAll(parts);
    tellAll(answer.sideUpdate);
  }

  function wait(page) {
    var bar = null;
    var timer = window.setTimeout(function () {
      bar = document.createElement('div');
      bar.className = 'loading-bar';
      document.body.appendChild(bar);
      page.classList.add('is-loading');
    }, SLOW);
    return function () {
      window.clearTimeout(timer);
      if (bar) {
        bar.remove();
        page.classList.remove('is-loading');
      }
    };
  }

  function two(number) {
    return (number < 10 ? '0' : '') + number;
  }

  function tellAway(status) {
    var at = two(drawnAt.getHours()) + ':' + two(drawnAt.getMinutes());
    var why = status ? '服务器没有答上来' : '没有连上服务器';
    var button = { 'data-action': 'ask-again', type: 'button', className: 'btn btn-link', children: '重试' };
    var again = { namespace: 'dash_html_components', type: 'Button', props: button };
    clientside.set_props('notice', { children: [why + '，页面是 ' + at + ' 的数据。', again] });
  }

  function listen(response) {
    if (response.ok) {
      return response.status === 204 ? null : response.json();
    }
    if (response.status === 401) {
      return null; // 00-session.js says so
    }
    throw response;
  }

  function ask(found, values) {
    var text = JSON.stringify(found.form.controls.map(function (id) {
      return values[id];
    }));
    if (asked && asked.page === found.page && asked.text === text) {
      return;
    }
    asked = { page: found.page, text: text };
    var mine = (turn += 1);
    var end = wait(found.page);
    window
      .fetch('/_dash-update-component', {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(question(found.form, values)),
      })
      .then(listen)
      .then(function (answer) {
        end();
        if (answer && mine === turn && document.contains(found.page)) {
          clientside.set_props('notice', { children: '' });
          take(found.form, answer);
        } else if (!answer && mine === turn) {
          asked = null;
        }
      })
      .catch(function (fault) {
        end();
        if (mine === turn) {
          asked = null;
          tellAway(fault.status);
        }
      });
  }

  function read(form) {
    var values = {};
    form.controls.forEach(function (id) {
      values[id] = valueOf(id);
    });
    return values;
  }

  /* The controls have changed, by whatever way. */
  board.ask = function () {
    var found = asker();
    if (found) {
      var values = {};
      clientside.callback_context.inputs_list.concat(clientside.callback_context.states_list).forEach(function (part) {
        values[part.id] = part.value === null || part.value === undefined ? '' : part.value;
      });
      ask(found, values);
    }
  };

  /* What was pressed sets a control: asked for before the renderer has told the control. */
  board.ask_ahead = function (id, value) {
    var found = asker();
    if (found && found.form.controls.indexOf(id) >= 0) {
      var values = read(found.form);
      values[id] = value;
      ask(found, values);
    }
  };

  /* The page was opened anew: what was asked of it before is another matter. */
  board.forget = function () {
    asked = null;
    turn += 1;
  };

  document.addEventListener('click', function (event) {
    var found = event.target.closest('[data-action="ask-again"]') && asker();
    if (found) {
      ask(found, read(found.form));
    }
  });
})();
