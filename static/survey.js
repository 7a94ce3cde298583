/* survey.js — the survey on a phone: every answer is kept on the device at once and sent when there is a network.
   Nothing is lost by a reload; photos wait in IndexedDB. Without this script the page is an ordinary form. */
(function () {
  'use strict';
  var box, state, waiting = {}, sending = false, timer = null, photos = 0;

  function el(code) { return document.getElementById('q-' + code); }
  function key() { return 'survey:' + box.dataset.survey; }
  function read(q) {
    var checked = q.querySelector('input[type=radio]:checked'), typed = q.querySelector('[name^="v-"]:not([type=radio])'), note = q.querySelector('[name^="n-"]');
    return { value: checked ? checked.value : typed ? typed.value.trim() : '', note: note ? note.value.trim() : '' };
  }
  function write(q, answer) {
    q.querySelectorAll('input[type=radio]').forEach(function (r) { r.checked = r.value === answer.value; });
    var typed = q.querySelector('[name^="v-"]:not([type=radio])'), note = q.querySelector('[name^="n-"]');
    if (typed) { typed.value = answer.value; }
    if (note) { note.value = answer.note || ''; }
  }
  function say(words, kind) { state.textContent = words; state.className = 'small ' + (kind || ''); }
  function keep() { localStorage.setItem(key(), JSON.stringify(waiting)); }

  function count() {
    var all = 0;
    document.querySelectorAll('[data-section]').forEach(function (section) {
      var qs = section.querySelectorAll('.quest'), done = 0;
      qs.forEach(function (q) { if (read(q).value) { done += 1; } });
      all += done;
      document.querySelector('[data-of="' + section.dataset.section + '"] span').textContent = done + '/' + qs.length;
    });
    document.querySelector('[data-count]').textContent = '已填 ' + all + '/' + box.dataset.total;
    document.querySelector('.surveybar progress').value = all;
  }

  function tell() {
    var left = Object.keys(waiting).length, parts = [];
    if (left) { parts.push(left + ' 项'); }
    if (photos) { parts.push(photos + ' 张照片'); }
    if (!parts.length) { say(navigator.onLine ? '已保存' : '没有网络，可以接着填', navigator.onLine ? '' : 'off'); return; }
    say(navigator.onLine ? '正在保存…' : '没有网络，已存在本机（' + parts.join('、') + '），联网后自动上传', navigator.onLine ? '' : 'off');
  }

  function changed(q) {
    var code = q.dataset.code, was = waiting[code] ? waiting[code].was : { value: q.dataset.value, note: q.dataset.note }, now = read(q);
    if (now.value === was.value && now.note === was.note) { delete waiting[code]; } else { waiting[code] = { value: now.value, note: now.note, was: was }; }
    keep(); count(); tell(); clearTimeout(timer); timer = setTimeout(send, 600);
  }

  function post(url, body, json) {
    var token = document.querySelector('#answers [name=csrfmiddlewaretoken]').value, headers = { 'X-CSRFToken': token };
    headers[json ? 'Content-Type' : 'HX-Request'] = json ? 'application/json' : 'true';
    return fetch(url, { method: 'POST', headers: headers, body: body, redirect: 'manual' });
  }

  function send() {
    var sent = JSON.parse(JSON.stringify(waiting)), codes = Object.keys(sent);
    if (!codes.length) { return sendPhotos(); }
    if (sending || !navigator.onLine) { tell(); return; }
    sending = true; tell();
    post(box.dataset.merge, JSON.stringify({ answers: sent }), true).then(function (answer) {
      if (answer.type === 'opaqueredirect' || answer.status === 403) { throw new Error('signin'); }
      return answer.json().then(function (said) { return [answer.status, said]; });
    }).then(function (got) {
      sending = false;
      if (got[0] === 200) { settle(sent, got[1]); sendPhotos(); }
      else { refuse(got[1]); }
    }).catch(function (error) {
      sending = false;
      say(error.message === 'signin' ? '登录已过期，内容已存在本机；重新登录后打开本页会自动上传' : '没有连上，内容已存在本机，会自动再试', 'off');
      setTimeout(send, 15000);
    });
  }

  function settle(sent, said) {
    Object.keys(sent).forEach(function (code) {
      var q = el(code), now = waiting[code];
      fault(q, '');
      if (said.conflicts[code]) { conflict(q, said.conflicts[code]); delete waiting[code]; return; }
      q.dataset.value = sent[code].value; q.dataset.note = sent[code].note; q.classList.remove('bad');
      if (now && now.value === sent[code].value && now.note === sent[code].note) { delete waiting[code]; }
      else if (now) { now.was = { value: sent[code].value, note: sent[code].note }; }
    });
    document.querySelector('#answers [name=version]').value = said.version;
    keep(); tell(); if (Object.keys(waiting).length) { timer = setTimeout(send, 300); }
  }

  function refuse(said) {
    Object.keys(said.fields || {}).forEach(function (code) { if (el(code)) { fault(el(code), said.fields[code].join('；')); } });
    say(said.detail + '（内容已存在本机）', 'off');
  }

  function fault(q, words) { var p = q.querySelector('[data-fault]'); p.hidden = !words; p.textContent = words; }

  function conflict(q, theirs) {
    var mine = read(q), p = q.querySelector('[data-fault]'), button = document.createElement('button');
    fault(q, '别人刚改过这一项，已换成新的内容。您填的是：' + (labelOf(q, mine.value) || '空') + (mine.note ? '（' + mine.note + '）' : '') + ' ');
    q.dataset.value = theirs.value; q.dataset.note = theirs.note || ''; write(q, theirs);
    button.type = 'button'; button.className = 'btn s'; button.textContent = '用我填的';
    button.addEventListener('click', function () { write(q, mine); fault(q, ''); changed(q); });
    p.append(button);
  }
  function labelOf(q, value) { var r = q.querySelector('input[type=radio][value="' + value + '"]'); return r ? r.parentNode.textContent.trim() : value; }

  /* photos: sent at once with a network, kept with their question without one */
  function store(mode, work) {
    return new Promise(function (done, failed) {
      var open = indexedDB.open('survey', 1);
      open.onupgradeneeded = function () { open.result.createObjectStore('photos', { keyPath: 'id' }); };
      open.onerror = failed;
      open.onsuccess = function () {
        var request = work(open.result.transaction('photos', mode).objectStore('photos'));
        request.onsuccess = function () { done(request.result); open.result.close(); };
        request.onerror = failed;
      };
    });
  }
  function mine() { return store('readonly', function (s) { return s.getAll(); }).then(function (all) { return all.filter(function (p) { return p.survey === box.dataset.survey; }); }); }
  function uuid() { return crypto.randomUUID ? crypto.randomUUID() : '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, function (c) { return (c ^ crypto.getRandomValues(new Uint8Array(1))[0] & 15 >> c / 4).toString(16); }); }

  function queue(q, files) {
    return Promise.all(Array.prototype.map.call(files, function (file) {
      return store('readwrite', function (s) { return s.put({ id: uuid(), survey: box.dataset.survey, slot: q.dataset.code, name: file.name, blob: file }); });
    })).then(showPhotos);
  }
  function showPhotos() {
    return mine().then(function (all) {
      photos = all.length;
      document.querySelectorAll('.queued').forEach(function (p) { p.remove(); });
      all.forEach(function (photo) {
        var q = el(photo.slot), p = document.createElement('p');
        if (!q) { return; }
        p.className = 'small mute queued'; p.textContent = '“' + photo.name + '”已存在本机，等待上传'; q.append(p);
      });
      tell();
    });
  }
  function sendPhotos() {
    if (!navigator.onLine || sending) { return; }
    mine().then(function (all) {
      if (!all.length) { return; }
      var photo = all[0], body = new FormData(), q = el(photo.slot);
      body.append('files', photo.blob, photo.name); body.append('slot', photo.slot); body.append('client_key', photo.id);
      sending = true;
      post(box.dataset.attach, body, false).then(function (answer) {
        if (!answer.ok) { throw new Error(answer.status); }
        return answer.text();
      }).then(function (html) {
        var files = q && q.querySelector('.qfiles');
        if (files) { files.innerHTML = html; if (window.htmx) { window.htmx.process(files); } }
        return store('readwrite', function (s) { return s.delete(photo.id); });
      }).then(function () { sending = false; return showPhotos(); }).then(sendPhotos)
        .catch(function () { sending = false; setTimeout(sendPhotos, 15000); });
    });
  }

  function start() {
    box = document.querySelector('[data-survey]'); if (!box) { return; }
    state = box.querySelector('[data-state]');
    waiting = JSON.parse(localStorage.getItem(key()) || '{}');
    Object.keys(waiting).forEach(function (code) { if (el(code)) { write(el(code), waiting[code]); } else { delete waiting[code]; } });
    box.addEventListener('input', function (e) { var q = e.target.closest('.quest'); if (q && /^[vn]-/.test(e.target.name)) { changed(q); } });
    document.addEventListener('change', function (e) {
      var q = e.target.closest && e.target.closest('.quest');
      if (!q || e.target.type !== 'file' || navigator.onLine) { return; }
      e.stopPropagation(); queue(q, e.target.files).then(function () { e.target.value = ''; });
    }, true);
    document.getElementById('answers').addEventListener('submit', function (e) {
      if (!navigator.onLine) { e.preventDefault(); tell(); state.scrollIntoView({ block: 'center' }); return; }
      localStorage.removeItem(key());
    });
    window.addEventListener('online', function () { tell(); send(); });
    window.addEventListener('offline', tell);
    count(); showPhotos().then(send);
    if ('serviceWorker' in navigator) { navigator.serviceWorker.register(box.dataset.worker).catch(function () { return null; }); }
  }
  document.addEventListener('DOMContentLoaded', start);
})();
