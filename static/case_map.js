/* case_map.js — where the open cases are (Leaflet): a dot for each community. Colours are the tokens of house.css. */
(function () {
  'use strict';
  function json(url) { return fetch(url, { headers: { Accept: 'application/json' } }).then(function (r) { if (!r.ok) { throw r.status; } return r.json(); }); }
  function line(tag, text) { var p = document.createElement(tag); p.textContent = text; return p; }

  function start(box) {
    var place = Place.datum(box.dataset.tiles, box.dataset.datum)[0], token = Place.token;
    var map = L.map(box, { preferCanvas: true, zoomControl: false, attributionControl: !!box.dataset.attribution, minZoom: 8, maxZoom: 18, zoomSnap: 0.5 });
    var legend = box.parentNode.querySelector('[data-legend]');
    L.control.zoom({ zoomInTitle: '放大', zoomOutTitle: '缩小' }).addTo(map);
    if (box.dataset.tiles) { L.tileLayer(box.dataset.tiles, { attribution: box.dataset.attribution, maxZoom: 18 }).addTo(map); }
    map.setView([29.87, 121.55], 9);

    function dot(row) {
      var one = L.circleMarker(place(row[0], row[1]), { radius: 7, weight: 1, fillOpacity: 0.9, color: token('surface'), fillColor: token(row[4]) });
      one.bindTooltip(function () { return document.createTextNode(row[3] + '　' + row[5]); });
      one.bindPopup(function () {
        var card = document.createElement('div'), link = line('a', row[3]);
        link.href = box.dataset.list + '?open=true&community=' + row[2];
        card.append(link, line('p', row[5])); return card;
      });
      return one;
    }

    json(box.dataset.boundaries).then(function (shapes) {
      L.geoJSON(shapes, {
        coordsToLatLng: function (c) { return L.latLng(place(c[0], c[1])); },
        style: { color: token('line-2'), weight: 1.5, fillColor: token('brand-t'), fillOpacity: box.dataset.tiles ? 0.15 : 0.6 }, interactive: false
      }).addTo(map);
      return json(box.dataset.points + box.dataset.query);
    }).then(function (found) {
      var dots = found.points.map(dot);
      L.featureGroup(dots).addTo(map);
      found.legend.forEach(function (pair) { var i = document.createElement('i'); i.style.background = token(pair[1]); legend.append(i, document.createTextNode(pair[0] + ' ')); });
      if (dots.length) { map.fitBounds(L.latLngBounds(found.points.map(function (r) { return place(r[0], r[1]); })), { padding: [30, 30], maxZoom: 15, animate: false }); }
    }).catch(function () { legend.append(line('span', '地图数据没有取到，请稍后刷新')); });
  }

  function look() { document.querySelectorAll('[data-case-map]').forEach(function (box) { if (!box.dataset.ready) { box.dataset.ready = '1'; start(box); } }); }
  document.addEventListener('DOMContentLoaded', look);
  document.addEventListener('htmx:afterSettle', look);
})();
