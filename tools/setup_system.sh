#!/usr/bin/env bash
# Install what no registry of Python or Node brings: Chromium for the browser tests (its shell without a window,
# which asks a third less of the processor), and a Chinese font for it to draw with. Without root, or away from
# Debian, setup goes on and says what will be missing.
set -euo pipefail

missing=()
command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
[ -n "$(fc-list :lang=zh-cn 2>/dev/null)" ] || missing+=(fontconfig fonts-noto-cjk)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null; then exit 0; fi
fi
cat >&2 <<EOF
未安装：${missing[*]}。缺少 Chromium 时浏览器测试将跳过，缺少中文字体时截图没有汉字。
Not installed: ${missing[*]}. Without Chromium browser tests are skipped; without the font screenshots show no Chinese.
As root: apt-get install ${missing[*]}
EOF
