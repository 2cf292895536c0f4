/* Files to the server: chosen or dropped, several at once, each with its progress, a way to stop it, and every sentence
   of its answer. What can be said before a file is sent is said at once. */
(function () {
  'use strict';

  var jobs = []; // every file of the list, in its order
  var sending = null; // the job under way
  var alone = true; // one file opens its review at once, several are looked at one after another

  var SAVE_AS = '请用 Excel 或 WPS 打开，另存为 xlsx 或 CSV 后再报送。';
  var TYPE_IN = '请把其中的数据填入报送模板（xlsx 或 CSV）后再报送。';
  var UNPACK = '请解压后报送其中的 xlsx 或 CSV 文件。';
  var KINDS = [
    ['%PDF-', 'PDF 文档', TYPE_IN],
    ['\x89PNG', '图片（PNG）', TYPE_IN],
    ['\xff\xd8\xff', '图片（JPG）', TYPE_IN],
    ['GIF8', '图片（GIF）', TYPE_IN],
    ['{\\rtf', 'RTF 文档', TYPE_IN],
    ['Rar!', '压缩包（RAR）', UNPACK],
    ['7z\xbc\xaf', '压缩包（7z）', UNPACK],
    ['\x1f\x8b', '压缩包（gzip）', UNPACK],
    ['\xd0\xcf\x11\xe0', '旧版或加密的 Office 文件', SAVE_AS],
  ];

  function find(selector) {
    return document.querySelector('.report ' + selector);
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

  function make(tag, name, text) {
    var part = document.createElement(tag);
    part.className = name;
    part.textContent = text || '';
    return part;
  }

  function button(job, action, word) {
    var made = make('button', 'btn btn-link', word);
    made.type = 'button';
    made.setAttribute('aria-label', word + '：' + job.file.name);
    made.addEventListener('click', action);
    return made;
  }

  /* One line of the list: the file, what is said of it, its bar, and what can be done. */
  function draw(job) {
    var line = make('p', 'drop-line');
    job.part = make('li', 'drop-sending');
    job.said = make('span', 'drop-said');
    job.said.setAttribute('role', 'status');
    job.ways = make('span', 'drop-ways');
    job.bar = make('span', 'drop-bar');
    var track = make('span', 'drop-track');
    track.appendChild(job.bar);
    line.appendChild(make('b', 'drop-file', job.file.name));
    line.appendChild(job.said);
    line.appendChild(job.ways);
    job.part.appendChild(line);
    job.part.appendChild(track);
    find('.drop-list').appendChild(job.part);
  }

  function say(job, text, ways) {
    job.said.textContent = text;
    job.ways.textContent = '';
    (ways || []).forEach(function (way) {
      job.ways.appendChild(way);
    });
  }

  function fill(job, share) {
    job.bar.style.width = (share * 100).toFixed(1) + '%';
  }

  /* A file that is not taken, with every reason; another try where that may help. */
  function refuse(job, sentences, again) {
    job.state = 'refused';
    job.part.classList.add('is-refused');
    fill(job, 0);
    var ways = again ? [button(job, function () { retry(job); }, '再传一次')] : [];
    say(job, '没有收下', ways.concat(button(job, function () { drop(job); }, '知道了')));
    var list = make('ul', 'drop-reasons');
    list.setAttribute('role', 'alert');
    sentences.forEach(function (sentence) {
      list.appendChild(make('li', '', sentence));
    });
    job.part.appendChild(list);
  }

  function forget(job) {
    jobs.splice(jobs.indexOf(job), 1);
    job.part.remove();
  }

  /* Off the list; the page is as before once nothing is on it. */
  function drop(job) {
    forget(job);
    if (!jobs.length) {
      mark('is-sending', false);
    }
  }

  function retry(job) {
    forget(job);
    take([job.file]);
  }

  function answer(text) {
    try {
      return JSON.parse(text);
    } catch (unreadable) {
      return {};
    }
  }

  function counted(counts) {
    var words = [['new', '新增'], ['changed', '变更'], ['same', '相同'], ['rejected', '拒绝'], ['missing', '未报']];
    return words
      .filter(function (word) {
        return counts[word[0]];
      })
      .map(function (word) {
        return word[1] + ' ' + counts[word[0]];
      })
      .join('，');
  }

  /* A draft opens its review, one of several waits for it; anything else is said here, in full. */
  function receive(job, request) {
    var found = answer(request.responseText);
    if (found.submission && alone) {
      job.state = 'opened';
      say(job, '已传完，正在核对');
      tell('report-message-markup', { data: '' });
      tell('report-draft', { data: found.submission });
    } else if (found.submission) {
      var link = make('a', 'btn btn-outline', '核对');
      link.href = '/report?draft=' + found.submission;
      link.setAttribute('aria-label', '核对：' + job.file.name);
      job.state = 'kept';
      say(job, counted(found.counts), [link]);
    } else if (found.error) {
      refuse(job, [found.error.message], request.status >= 500);
    } else if (found.problems && found.problems.length) {
      refuse(job, found.problems.map(function (problem) { return problem.message; }), false);
    } else if (request.status === 200) {
      refuse(job, ['这个文件里没有可以报送的行，什么都没有写入。请看一下表头和数据是否在第一张工作表里。'], false);
    } else {
      refuse(job, ['服务器没有收下这个文件，什么都没有写入。请稍后再传一次。'], true);
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

  function send(job) {
    var request = new XMLHttpRequest();
    sending = job;
    job.state = 'sending';
    say(job, '正在上传', [button(job, function () { request.abort(); }, '取消')]);
    request.open('POST', address(job.file));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.addEventListener('progress', function (event) {
      if (event.lengthComputable) {
        var share = event.loaded / event.total;
        fill(job, share);
        job.said.textContent = share < 1 ? '已传 ' + Math.floor(share * 100) + '%' : '已传完，正在核对';
      }
    });
    request.addEventListener('load', function () {
      receive(job, request);
    });
    request.addEventListener('error', function () {
      refuse(job, ['没有连上服务器，文件没有传完，什么都没有写入。'], true);
    });
    request.addEventListener('abort', function () {
      job.state = 'stopped';
      fill(job, 0);
      if (alone) {
        drop(job);
      } else {
        say(job, '已取消', [button(job, function () { retry(job); }, '再传一次')]);
      }
    });
    request.addEventListener('loadend', function () {
      sending = null;
      next();
    });
    request.send(job.file);
  }

  /* The next file in line; where there is none, the list of what came in is looked at again. */
  function next() {
    var waits = jobs.filter(function (job) {
      return job.state === 'waiting';
    })[0];
    if (waits && !sending) {
      send(waits);
    } else if (!waits && !alone && !jobs.some(function (job) { return job.state === 'looking'; })) {
      tell('report-look', { data: Date.now() });
    }
  }

  function kindOf(bytes) {
    var start = Array.prototype.map.call(bytes, function (byte) { return String.fromCharCode(byte); }).join('');
    return KINDS.filter(function (kind) {
      return start.indexOf(kind[0]) === 0;
    })[0];
  }

  /* What the file's size and first bytes tell. */
  function look(job) {
    var place = find('.drop');
    var name = '“' + job.file.name + '”';
    if (job.file.size > Number(place.getAttribute('data-limit'))) {
      refuse(job, [name + '超过 ' + place.getAttribute('data-limit-words') + '，没有上传。请分成几份再传。'], false);
      return Promise.resolve();
    }
    if (!job.file.size) {
      refuse(job, [name + '是空的，没有上传。请打开看一下，另存后再传。'], false);
      return Promise.resolve();
    }
    return job.file.slice(0, 8).arrayBuffer().then(
      function (buffer) {
        var kind = kindOf(new Uint8Array(buffer));
        if (kind) {
          refuse(job, [name + '是' + kind[1] + '，没有上传。' + kind[2]], false);
        } else {
          job.state = 'waiting';
          say(job, '等待上传', [button(job, function () { drop(job); }, '取消')]);
        }
      },
      function () {
        refuse(job, [name + '读不出来，没有上传。如果是文件夹，请选其中的文件。'], false);
      }
    );
  }

  function take(files) {
    if (!find('.drop') || !files.length) {
      return;
    }
    var fresh = Array.prototype.map.call(files, function (file) {
      return { file: file, state: 'looking' };
    });
    jobs.filter(function (job) { return job.state === 'refused' || job.state === 'opened'; }).forEach(forget);
    alone = !jobs.length && fresh.length === 1;
    jobs = jobs.concat(fresh);
    fresh.forEach(draw);
    mark('is-sending', true);
    Promise.all(fresh.map(look)).then(next);
  }

  /* The review stands, or the page is idle again: nothing is under way any more. */
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.upload = {
    settle: function () {
      if (!sending) {
        jobs.slice().forEach(forget);
        mark('is-sending', false);
      }
    },
  };

  var actions = {
    'report-choose': function () {
      find('#report-file').click();
    },
    'report-back': function () {
      if (!sending) {
        window.dash_clientside.upload.settle();
      }
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
      take(Array.prototype.slice.call(event.target.files));
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
