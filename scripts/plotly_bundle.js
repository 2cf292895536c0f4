// The entry of assets/vendor/plotly/plotly.min.js: core (with scatter), the traces drawn here, Chinese.
const Plotly = require('plotly.js/lib/core');

Plotly.register([
  require('plotly.js/lib/bar'),
  require('plotly.js/lib/heatmap'),
  require('plotly.js/lib/locales/zh-cn'),
]);

// The library's own default is a button that sends the chart's data to a server outside.
Plotly.setPlotConfig({
  locale: 'zh-CN',
  displaylogo: false,
  showSendToCloud: false,
  plotlyServerURL: '',
});

module.exports = Plotly;
