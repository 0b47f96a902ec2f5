// Bars drawn from the table that stands beneath them: one set of numbers, readable without the picture.
import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);
const charts = new Map();

function read(table) {
  const heads = [...table.tHead.rows[0].cells].slice(1);
  const rows = [...table.tBodies[0].rows];
  return {
    categories: rows.map((row) => row.cells[0].textContent.trim()),
    series: heads.map((head, column) => ({
      name: head.textContent.trim(),
      colour: head.dataset.colour,
      values: rows.map((row) => Number(row.cells[column + 1].textContent.replace(/[^\d.-]/g, ""))),
    })),
  };
}
function draw(figure) {
  const canvas = figure.querySelector(".chart-canvas");
  const { categories, series } = read(figure.querySelector("table"));
  const style = getComputedStyle(figure);
  const chart = charts.get(canvas) ?? echarts.init(canvas);
  charts.set(canvas, chart);
  const text = { color: style.color, fontFamily: style.fontFamily, fontSize: parseFloat(style.fontSize) };
  chart.setOption({
    animation: false,
    textStyle: text,
    grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
    legend: { textStyle: text, top: 0 },
    tooltip: { trigger: "axis", renderMode: "richText" },
    xAxis: { type: "value", minInterval: 1, axisLabel: text },
    yAxis: { type: "category", data: categories, inverse: true, axisLabel: { ...text, width: 180, overflow: "truncate" } },
    series: series.map(({ name, colour, values }) => ({
      name, data: values, type: "bar", stack: "all", itemStyle: colour ? { color: colour } : undefined,
    })),
  });
}
function drawAll() {
  for (const [canvas, chart] of charts) if (!canvas.isConnected) { chart.dispose(); charts.delete(canvas); }
  for (const figure of document.querySelectorAll("figure[data-chart]")) draw(figure);
}
drawAll();
document.addEventListener("htmx:afterSettle", drawAll);
window.addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
