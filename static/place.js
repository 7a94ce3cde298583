/* place.js — what every map shares: colours of house.css, and where GCJ-02 lies on a WGS-84 base map. */
(function () {
  'use strict';

  function token(name) { return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim(); }

  /* GCJ-02 to WGS-84, to about a metre: the shift is nearly the same on both sides. Formula of the public
     eviltransform project (https://github.com/googollee/eviltransform). */
  function shift(lng, lat) {
    var a = 6378245, e = 0.00669342162296594, x = lng - 105, y = lat - 35, p = Math.PI, s = Math.sin, r = Math.sqrt(Math.abs(x));
    var wave = (20 * s(6 * x * p) + 20 * s(2 * x * p)) * 2 / 3;
    var dy = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * r + wave + (20 * s(y * p) + 40 * s(y / 3 * p)) * 2 / 3 + (160 * s(y / 12 * p) + 320 * s(y * p / 30)) * 2 / 3;
    var dx = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * r + wave + (20 * s(x * p) + 40 * s(x / 3 * p)) * 2 / 3 + (150 * s(x / 12 * p) + 300 * s(x / 30 * p)) * 2 / 3;
    var m = 1 - e * s(lat / 180 * p) * s(lat / 180 * p), q = Math.sqrt(m);
    return [dx * 180 / (a / q * Math.cos(lat / 180 * p) * p), dy * 180 / (a * (1 - e) / (m * q) * p)];
  }

  /* [place(lng, lat) → a Leaflet position, back(position) → [lng, lat]] of a map with these tiles */
  function datum(tiles, name) {
    if (!tiles || name !== 'wgs84') {
      return [function (lng, lat) { return [lat, lng]; }, function (at) { return [at.lng, at.lat]; }];
    }
    return [
      function (lng, lat) { var d = shift(lng, lat); return [lat - d[1], lng - d[0]]; },
      function (at) { var d = shift(at.lng, at.lat); return [at.lng + d[0], at.lat + d[1]]; }
    ];
  }

  window.Place = { token: token, datum: datum };
})();
