module.exports = {
  title: "Handbook",
  url: "https://example.org",
  baseUrl: "/",
  onBrokenLinks: "warn",
  presets: [
    ["classic", { docs: { routeBasePath: "/", sidebarPath: false }, blog: false, pages: false }],
  ],
};
