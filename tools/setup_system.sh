#!/usr/bin/env bash
# Install the one Debian package that no registry of Python or Node brings: Chromium, for the browser tests.
# Without root, or away from Debian, setup goes on and says what will be skipped.
set -euo pipefail

command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  if apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; then exit 0; fi
fi
echo "未安装 Chromium，浏览器测试将跳过 / no Chromium: browser tests will be skipped. As root: apt-get install chromium" >&2
