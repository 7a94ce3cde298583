/* atlas.js — the map of 改造地图 (Leaflet). Points come as rows; colours are the tokens of house.css. */
(function () {
  'use strict';
  var FLAT = { weight: 1, fillOpacity: 0.9 };
  var PAGES = { communities: '/communities/', facilities: '/facilities/', spaces: '/stock-spaces/' };
  var SIZES = { communities: 6, facilities: 4, spaces: 5 };
  var last = null; // where the person looked, kept when the filter changes

  var token = Place.token;

  function start(box) {
    var place = Place.datum(box.dataset.tiles, box.dataset.datum)[0];
    var map = L.map(box, { preferCanvas: true, zoomControl: false, attributionControl: !!box.dataset.attribution, minZoom: 8, maxZoom: 18, zoomSnap: 0.5 });
    L.control.zoom({ zoomInTitle: '放大', zoomOutTitle: '缩小' }).addTo(map);
    if (box.dataset.tiles) { L.tileLayer(box.dataset.tiles, { attribution: box.dataset.attribution, maxZoom: 18 }).addTo(map); }
    var groups = {}, tools = document.querySelector('[data-atlas-tools]'), legend = document.querySelector('[data-atlas-legend]');

    function get(url) { return fetch(url, { headers: { Accept: 'application/json' } }).then(function (r) { if (!r.ok) { throw r.status; } return r.json(); }); }
    function plain(text) { return document.createTextNode(text); } // Leaflet takes a string for markup
    function words(text) { var p = document.createElement('p'); p.textContent = text; return p; }

    function popup(layer, row) {
      var card = document.createElement('div'), link = document.createElement('a');
      link.href = PAGES[layer] + row[2] + '/'; link.textContent = row[3];
      card.append(link, words(row[5])); return card;
    }

    function draw(layer, found) {
      if (groups[layer]) { groups[layer].remove(); }
      groups[layer] = L.layerGroup(found.points.map(function (row) {
        var dot = L.circleMarker(place(row[0], row[1]), Object.assign({ radius: radius(layer), color: token('surface'), fillColor: token(row[4]) }, FLAT));
        dot.bindTooltip(function () { return plain(row[3] + '　' + row[5]); }); dot.bindPopup(function () { return popup(layer, row); });
        return dot;
      })).addTo(map);
      return found;
    }

    function radius(layer) { return SIZES[layer] * (map.getZoom() < 11 ? 0.6 : map.getZoom() > 14 ? 1.3 : 1); }
    map.on('zoomend', function () {
      Object.keys(groups).forEach(function (layer) { groups[layer].eachLayer(function (dot) { dot.setRadius(radius(layer)); }); });
    });

    function explain(layer, found) {
      var old = legend.querySelector('[data-of="' + layer + '"]'); if (old) { old.remove(); }
      if (!found || !found.legend.length) { return; }
      var list = document.createElement('span'); list.dataset.of = layer;
      found.legend.forEach(function (line) {
        var dot = document.createElement('i'); dot.style.background = token(line[1]);
        list.append(dot, document.createTextNode(line[0] + ' '));
      });
      legend.append(list);
    }

    function load(layer, more) {
      box.setAttribute('aria-busy', 'true');
      var query = box.dataset.query ? box.dataset.query.replace(/^\?/, '') + '&' : '';
      return get(box.dataset.points + '?' + query + 'layer=' + layer + (more || '')).then(function (found) {
        draw(layer, found); explain(layer, found); box.removeAttribute('aria-busy'); return found;
      }).catch(function () { explain(layer, null); box.removeAttribute('aria-busy'); legend.append(words('地图数据没有取到，请稍后刷新')); });
    }

    function drop(layer) { if (groups[layer]) { groups[layer].remove(); delete groups[layer]; } explain(layer, null); }

    var districts = L.layerGroup(), names = L.layerGroup();
    function label(lng, lat, text) {
      return L.marker(place(lng, lat), { interactive: false, keyboard: false, icon: L.divIcon({ className: '', html: '' }) })
        .bindTooltip(plain(text), { permanent: true, direction: 'center', className: 'streettip' });
    }

    function middle(geometry) { // of the largest part's box: islands aside
      var parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      var ring = parts.reduce(function (best, part) { return part[0].length > best.length ? part[0] : best; }, []);
      function centre(i) { var all = ring.map(function (c) { return c[i]; }); return (Math.min.apply(null, all) + Math.max.apply(null, all)) / 2; }
      return [centre(0), centre(1)];
    }

    function outlines() {
      return get(box.dataset.boundaries).then(function (shapes) {
        shapes.features.forEach(function (f) { var m = middle(f.geometry); label(m[0], m[1], f.properties.name).addTo(districts); });
        levels();
        return L.geoJSON(shapes, {
          coordsToLatLng: function (c) { return L.latLng(place(c[0], c[1])); },
          style: { color: token('line-2'), weight: 1.5, fillColor: token('brand-t'), fillOpacity: box.dataset.tiles ? 0.15 : 0.6 },
          interactive: false
        }).addTo(map);
      });
    }

    /* words at three levels: districts, streets with their numbers, then the communities themselves */
    function streets() {
      var query = box.dataset.query ? box.dataset.query.replace(/^\?/, '') + '&' : '';
      get(box.dataset.points + '?' + query + 'layer=streets').then(function (found) {
        found.points.forEach(function (row) {
          label(row[0], row[1], row[3] + ' ' + row[4]).addTo(names);
        });
        levels();
      });
    }
    function levels() {
      var zoom = map.getZoom();
      if (zoom >= 12 && zoom < 15) { names.addTo(map); } else { names.remove(); }
      if (zoom < 12) { districts.addTo(map); } else { districts.remove(); }
    }

    var before = last;
    map.setView([29.87, 121.55], 9);
    outlines().then(function (shapes) {
      if (before) { map.setView(before.center, before.zoom); } else { map.fitBounds(shapes.getBounds(), { padding: [8, 8], animate: false }); }
      return load('communities', '&colour=' + tools.querySelector('[name=colour]').value);
    }).then(function (found) {
      if (!found || before || !found.points.length || !box.dataset.close) { return; }
      map.fitBounds(L.latLngBounds(found.points.map(function (r) { return place(r[0], r[1]); })), { padding: [30, 30], maxZoom: 16, animate: false });
    });
    streets();
    map.on('moveend', function () { last = { center: map.getCenter(), zoom: map.getZoom() }; levels(); });
    tools.addEventListener('change', function (e) {
      var t = e.target;
      if (t.name === 'colour') { load('communities', '&colour=' + t.value); }
      if (t.name === 'kind') { if (t.value === '') { drop('facilities'); } else { load('facilities', t.value === 'all' ? '' : '&kind=' + t.value); } }
      if (t.name === 'spaces') { if (t.checked) { load('spaces'); } else { drop('spaces'); } }
    });
    document.querySelectorAll('[data-place]').forEach(function (button) {
      button.addEventListener('click', function () {
        var at = button.dataset.place.split(','); map.setView(place(+at[0], +at[1]), 16); box.scrollIntoView({ block: 'nearest' });
        L.popup().setLatLng(place(+at[0], +at[1])).setContent(words(button.dataset.name)).openOn(map);
      });
    });
  }

  function look() {
    document.querySelectorAll('[data-atlas]').forEach(function (box) { if (!box.dataset.ready) { box.dataset.ready = '1'; start(box); } });
  }
  document.addEventListener('DOMContentLoaded', look);
  document.addEventListener('htmx:afterSettle', look);
})();
