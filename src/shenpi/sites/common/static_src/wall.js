// Bars drawn from the table that stands beneath them: one set of numbers, readable without the picture.
// A figure's data-chart is the number of rows drawn; a column's head gives its name and, by its class, its colour.
import { BarChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([BarChart, AriaComponent, GridComponent, LegendComponent, CanvasRenderer]);
const charts = new Map();

function read(table, most) {
  const heads = [...table.tHead.rows[0].cells].slice(1);
  const rows = [...table.tBodies[0].rows].slice(0, most);
  return {
    categories: withoutCommonStart(rows.map((row) => row.cells[0].textContent.trim())),
    series: heads.map((head, column) => ({
      name: head.textContent.trim(),
      colour: getComputedStyle(head).color,
      values: rows.map((row) => Number(row.cells[column + 1].textContent.replace(/[^\d.-]/g, ""))),
    })),
  };
}
// Agencies of one county all begin with its name; what tells them apart is what follows.
function withoutCommonStart(names) {
  if (names.length < 2) return names;
  let shared = 0;
  while (names.every((name) => name.length > shared + 2 && name[shared] === names[0][shared])) shared += 1;
  return shared > 2 ? names.map((name) => name.slice(shared)) : names;
}
function chartOf(figure) {
  const canvas = figure.querySelector(".chart-canvas");
  if (!charts.has(canvas)) {
    const chart = echarts.init(canvas);
    // A bar leads where its number in the table leads.
    chart.on("click", ({ seriesIndex, dataIndex }) =>
      figure.querySelector("table").tBodies[0].rows[dataIndex].cells[seriesIndex + 1].querySelector("a")?.click());
    charts.set(canvas, chart);
  }
  return charts.get(canvas);
}
function draw(figure) {
  const table = figure.querySelector("table");
  figure.querySelector(".chart-canvas").hidden = !table;
  if (!table) return;
  const { categories, series } = read(table, Number(figure.dataset.chart) || undefined);
  const style = getComputedStyle(figure);
  const size = parseFloat(style.fontSize);
  const roomy = figure.clientWidth > size * 28; // else the table's head has to do as legend
  const text = { color: style.color, fontFamily: style.fontFamily, fontSize: size };
  const faint = { lineStyle: { color: style.color, opacity: 0.2 } };
  const chart = chartOf(figure);
  chart.setOption({
    animation: false,
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    textStyle: text,
    grid: { left: 0, right: size, top: roomy ? size * 2.5 : 0, bottom: 0, containLabel: true },
    legend: { show: roomy, textStyle: text, top: 0, itemWidth: size * 1.5, itemHeight: size, selectedMode: false },
    xAxis: { type: "value", minInterval: 1, axisLabel: { ...text, hideOverlap: true }, splitLine: faint },
    yAxis: {
      type: "category", data: categories, inverse: true, axisLine: faint, axisTick: { show: false },
      axisLabel: { ...text, interval: 0, width: size * 10, overflow: "truncate" },
    },
    series: series.map(({ name, colour, values }) => ({
      name, data: values, type: "bar", stack: "all", barMaxWidth: size * 1.5, itemStyle: { color: colour },
    })),
  });
  chart.resize();
}
function drawAll() {
  for (const [canvas, chart] of charts) if (!canvas.isConnected) { chart.dispose(); charts.delete(canvas); }
  for (const figure of document.querySelectorAll("figure[data-chart]")) draw(figure);
}
drawAll();
document.addEventListener("htmx:afterSettle", drawAll);
window.addEventListener("resize", drawAll);
