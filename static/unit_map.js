/* unit_map.js — a renovation unit on the map (Leaflet); on its form the boundary is drawn by its corners. */
(function () {
  'use strict';
  var token = Place.token;

  function start(box) {
    var facts = JSON.parse(document.getElementById(box.dataset.unitMap).textContent);
    var datum = Place.datum(facts.tiles, facts.datum), place = datum[0], back = datum[1];
    var map = L.map(box, { zoomControl: false, attributionControl: !!facts.attribution, minZoom: 9, maxZoom: 18, zoomSnap: 0.5, scrollWheelZoom: false });
    L.control.zoom({ zoomInTitle: '放大', zoomOutTitle: '缩小' }).addTo(map);
    if (facts.tiles) { L.tileLayer(facts.tiles, { attribution: facts.attribution, maxZoom: 18 }).addTo(map); }
    function at(corner) { return place(corner[0], corner[1]); }
    function plain(text) { return document.createTextNode(text); } // Leaflet takes a string for markup

    facts.others.forEach(function (other) {
      if (!other.ring.length) { return; }
      L.polygon(other.ring.map(at), { color: token('line-2'), weight: 1.5, fillOpacity: 0.15, fillColor: token('grey-f') })
        .bindTooltip(plain(other.name), { sticky: true }).addTo(map);
    });
    var shape = L.polygon(facts.ring.map(at), {
      color: token('brand'), weight: 2.5, dashArray: facts.drawn ? null : '6 5', fillColor: token('brand-t'), fillOpacity: 0.5
    }).addTo(map);
    function dots(rows, colour, radius, fixed) {
      rows.forEach(function (row) {
        var dot = L.circleMarker(at(row.at), { radius: radius, color: token('surface'), weight: 1.5, fillColor: token(colour), fillOpacity: 1 });
        dot.bindTooltip(plain(row.name), { permanent: fixed, direction: 'top', className: fixed ? 'streettip' : '' }).addTo(map);
        if (!box.dataset.draw) { dot.on('click', function () { location.href = row.url; }); }
      });
    }
    dots(facts.spaces, 'amber-f', 5, false);
    dots(facts.members, 'c1', 7, facts.members.length <= 12);

    function fit() {
      var all = facts.ring.concat(facts.members.map(function (m) { return m.at; }));
      if (all.length) { map.fitBounds(L.latLngBounds(all.map(at)), { padding: [28, 28], maxZoom: 17, animate: false }); return; }
      map.setView([29.87, 121.55], 11);
    }
    fit();
    if (box.dataset.draw) { draw(map, shape, box, facts, place, back); }
  }

  /* corners are dragged, added by a click, taken away by a double click (a long press on a phone) */
  function draw(map, shape, box, facts, place, back) {
    var field = document.querySelector('[data-boundary]'), handles = L.layerGroup().addTo(map);
    var corners = read(field.value);
    field.closest('.fl, .field, p, div').classList.add('typed');

    function read(text) {
      return text.split('\n').map(function (line) { return line.split(',').map(parseFloat); })
        .filter(function (pair) { return pair.length === 2 && isFinite(pair[0]) && isFinite(pair[1]); });
    }
    function open(ring) {
      var last = ring.length - 1;
      return last > 0 && ring[0][0] === ring[last][0] && ring[0][1] === ring[last][1] ? ring.slice(0, last) : ring;
    }
    function write() {
      field.value = corners.map(function (c) { return c[0].toFixed(6) + ', ' + c[1].toFixed(6); }).join('\n');
      shape.setStyle({ dashArray: null }); show();
    }
    function show() {
      shape.setLatLngs(corners.map(function (c) { return place(c[0], c[1]); })); handles.clearLayers();
      corners.forEach(function (corner, number) {
        var icon = L.divIcon({ className: 'corner', iconSize: [22, 22], html: '' });
        var handle = L.marker(place(corner[0], corner[1]), { draggable: true, icon: icon, title: '角点 ' + (number + 1), alt: '角点' });
        handle.on('dragend', function () { corners[number] = back(handle.getLatLng()); write(); });
        handle.on('dblclick contextmenu', function (e) { L.DomEvent.stop(e); corners.splice(number, 1); write(); });
        handles.addLayer(handle);
      });
    }
    function nearest(point) { // the side that the new corner lies on
      var best = corners.length, least = Infinity;
      corners.forEach(function (corner, number) {
        var next = corners[(number + 1) % corners.length];
        var d = L.LineUtil.pointToSegmentDistance(point, map.latLngToLayerPoint(place(corner[0], corner[1])), map.latLngToLayerPoint(place(next[0], next[1])));
        if (d < least) { least = d; best = number + 1; }
      });
      return best;
    }
    map.doubleClickZoom.disable();
    map.on('click', function (e) {
      var corner = back(e.latlng);
      if (corners.length < 3) { corners.push(corner); } else { corners.splice(nearest(map.latLngToLayerPoint(e.latlng)), 0, corner); }
      write();
    });
    field.addEventListener('change', function () { corners = open(read(field.value)); show(); });
    document.querySelectorAll('[data-outline]').forEach(function (button) {
      button.addEventListener('click', function () {
        corners = button.dataset.outline === 'clear' ? [] : open(facts.ring.slice()); write();
      });
    });
    corners = open(corners); show();
  }

  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('[data-unit-map]').forEach(start);
  });
})();
