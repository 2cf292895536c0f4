/* One file to the server: chosen or dropped, with its progress, a way to stop, and every sentence of the answer. */
(function () {
  'use strict';

  var sending = null; // the request under way
  var last = null; // the file sent last, for another try

  function find(selector) {
    return document.querySelector('.report ' + selector);
  }

  function show(selector, shown) {
    var part = find(selector);
    if (part) {
      part.hidden = !shown;
    }
  }

  function tell(id, properties) {
    window.dash_clientside.set_props(id, properties);
  }

  function mark(name, holds) {
    var root = document.querySelector('.report');
    if (root) {
      root.classList.toggle(name, holds);
    }
  }

  function say(part, text) {
    var place = find('.drop-' + part);
    if (place) {
      place.textContent = text;
    }
  }

  function fill(share) {
    var bar = find('.drop-bar');
    if (bar) {
      bar.style.width = (share * 100).toFixed(1) + '%';
    }
  }

  function refuse(sentences, again) {
    var list = find('.drop-reasons');
    show('.drop-sending', false);
    if (!list) {
      return;
    }
    list.textContent = '';
    sentences.forEach(function (sentence) {
      var line = document.createElement('li');
      line.textContent = sentence;
      list.appendChild(line);
    });
    show('.drop-problem', true);
    show('.drop-again', again || Boolean(find('.drop-back')));
    show('[data-action="report-retry"]', again);
  }

  function finish() {
    sending = null;
    show('.drop-sending', false);
    fill(0);
  }

  function answer(text) {
    try {
      return JSON.parse(text);
    } catch (unreadable) {
      return {};
    }
  }

  /* A draft number opens the review; anything else is said here, in full. */
  function receive(request) {
    var found = answer(request.responseText);
    if (found.submission) {
      sending = last = null;
      say('said', '已传完，正在核对');
      show('[data-action="report-cancel"]', false);
      tell('report-message-markup', { data: '' });
      tell('report-draft', { data: found.submission });
      return;
    }
    finish();
    if (found.error) {
      refuse([found.error.message], request.status >= 500);
    } else if (found.problems && found.problems.length) {
      refuse(
        found.problems.map(function (problem) {
          return problem.message;
        }),
        false
      );
    } else if (request.status === 200) {
      refuse(['这个文件里没有可以报送的行，什么都没有写入。请看一下表头和数据是否在第一张工作表里。'], false);
    } else {
      refuse(['服务器没有收下这个文件，什么都没有写入。请稍后再传一次。'], true);
    }
  }

  function address(file) {
    var month = document.getElementById('report-month');
    var query = new URLSearchParams({ name: file.name });
    if (month && /^\d{4}-\d{2}$/.test(month.value)) {
      query.set('month', month.value);
    }
    return '/report/files?' + query.toString();
  }

  function progress(event) {
    if (!event.lengthComputable) {
      return;
    }
    fill(event.loaded / event.total);
    say('said', event.loaded < event.total ? '已传 ' + Math.floor((event.loaded / event.total) * 100) + '%' : '已传完，正在核对');
  }

  function send(file) {
    var request = new XMLHttpRequest();
    last = file;
    sending = request;
    show('.drop-problem', false);
    show('.drop-sending', true);
    show('[data-action="report-cancel"]', true);
    say('file', file.name);
    say('said', '正在上传');
    mark('is-sending', true);
    request.open('POST', address(file));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', progress);
    request.addEventListener('load', function () {
      receive(request);
    });
    request.addEventListener('error', function () {
      finish();
      refuse(['没有连上服务器，文件没有传完，什么都没有写入。'], true);
    });
    request.addEventListener('abort', function () {
      finish();
      mark('is-sending', false);
    });
    request.send(file);
  }

  /* What can be said before anything is sent is said at once. */
  function take(files) {
    var drop = find('.drop');
    if (!drop || !files.length || sending) {
      return;
    }
    mark('is-sending', true);
    show('.drop-problem', false);
    if (files.length > 1) {
      refuse(['一次传一个文件。请选其中一个，其余的随后再传。'], false);
    } else if (files[0].size > Number(drop.getAttribute('data-limit'))) {
      refuse(['“' + files[0].name + '”超过 ' + drop.getAttribute('data-limit-words') + '，没有上传。请分成几份再传。'], false);
    } else if (!files[0].size) {
      refuse(['“' + files[0].name + '”是空的，没有上传。请打开看一下，另存后再传。'], false);
    } else {
      send(files[0]);
    }
  }

  /* The review stands, or the page is idle again: nothing is under way any more. */
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.upload = {
    settle: function () {
      if (!sending) {
        finish();
        mark('is-sending', false);
      }
    },
  };

  var actions = {
    'report-choose': function () {
      find('#report-file').click();
    },
    'report-cancel': function () {
      if (sending) {
        sending.abort();
      }
    },
    'report-retry': function () {
      if (last) {
        take([last]);
      }
    },
    'report-back': function () {
      show('.drop-problem', false);
      mark('is-sending', false);
    },
  };

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-action]');
    var action = button && actions[button.getAttribute('data-action')];
    if (action) {
      action();
    }
  });

  document.addEventListener('change', function (event) {
    if (event.target.id === 'report-file') {
      take(event.target.files);
      event.target.value = ''; // the same file, mended, can be chosen again
    }
  });

  function holdsFile(event) {
    return find('.drop') && event.dataTransfer && Array.prototype.indexOf.call(event.dataTransfer.types, 'Files') >= 0;
  }

  /* A file let go anywhere on the page is meant for it: the browser must not open it instead. */
  document.addEventListener('dragover', function (event) {
    if (holdsFile(event)) {
      event.preventDefault();
      mark('is-dragging', true);
    }
  });

  document.addEventListener('dragleave', function (event) {
    if (!event.relatedTarget) {
      mark('is-dragging', false);
    }
  });

  document.addEventListener('drop', function (event) {
    if (holdsFile(event)) {
      event.preventDefault();
      mark('is-dragging', false);
      take(event.dataTransfer.files);
    }
  });
})();
