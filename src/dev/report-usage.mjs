/** Preloaded by the benchmark into the process that it measures: the last line of standard error tells CPU and memory. */
process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  process.stderr.write(
    `\n${JSON.stringify({ cpuSeconds: (user + system) / 1e6, maxRssMb: process.resourceUsage().maxRSS / 1024 })}\n`,
  );
});
