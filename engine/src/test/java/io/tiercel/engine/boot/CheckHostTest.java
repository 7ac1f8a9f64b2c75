package io.tiercel.engine.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/check-host} on made-up hosts. */
class CheckHostTest {
    private static final String CPU = "sys/devices/system/cpu/";
    private static final String CLOCK = "sys/devices/system/clocksource/clocksource0/";
    private static final String HUGE = "sys/kernel/mm/transparent_hugepage/";
    private static final String LIMITS = """
            Limit                     Soft Limit           Hard Limit           Units
            Max open files            %s                   1048576              files
            Max locked memory         %s                   unlimited            bytes
            """;

    @TempDir
    Path temporary;

    private Path root;

    @BeforeEach
    void shouldHaveAnEmptyHost() throws IOException {
        root = Files.createDirectory(temporary.resolve("root"));
        Files.createDirectory(temporary.resolve("bin"));
        for (final String tool : List.of("pmc", "chronyc", "timedatectl")) {
            tool(tool, "exit 1");
        }
    }

    @Test
    void shouldFindNothingOnAGoodHost() throws Exception {
        makeGoodHost();

        final Result result = run("--json", "--root", root.toString());

        assertEquals(Map.of(), result.probesThatAreNot("OK"));
        assertEquals(0, result.exitCode);
        assertEquals(0, result.json().getInt("warnings"));
        assertEquals("PTP, off by -37 ns", result.found("clocksync"));
        assertTrue(result.found("shm").startsWith("2048 MiB"), result.found("shm"));
    }

    @Test
    void shouldMissHugePagesThatTheJvmAsksFor() throws Exception {
        makeGoodHost();
        put(HUGE + "enabled", "always madvise [never]");

        final Result result = run("--json", "--root", root.toString());

        assertEquals(Set.of("thp"), result.probesThatAreNot("OK").keySet());
        assertEquals("never", result.found("thp"));
    }

    @Test
    void shouldSayWhatEachFlawCostsAndHowToMendIt() throws Exception {
        makeBadHost();

        final Result result = run("--json", "--root", root.toString());

        assertEquals(Map.of(), result.probesThatAreNot("WARN"));
        assertEquals(1, result.exitCode);
        for (final Config probe : result.probes()) {
            assertFalse(probe.getString("cost").isEmpty(), probe::toString);
            assertFalse(probe.getString("remedy").isEmpty(), probe::toString);
        }
        assertEquals("powersave on 1 of 2 processors", result.found("governor"));
        assertEquals("2.5 % of the time since the start", result.found("steal"));
        assertEquals("C6 \"deep\", 133 us to wake up", result.found("idle").replace("down to ", ""));
        assertEquals("50000 100000 a period", result.found("quota"));
        assertEquals("chrony, off by 1500000 ns", result.found("clocksync"));
    }

    @Test
    void shouldSayThatItCannotTellWhereNothingCanBeRead() throws Exception {
        final Result result = run("--json", "--root", root.toString());

        assertEquals(Map.of(), result.probesThatAreNot("UNKNOWN"));
        assertEquals(0, result.exitCode);
        assertEquals(result.probes().size(), result.json().getInt("unknown"));
    }

    @Test
    void shouldPrintOneLineForEachProbeAndASum() throws Exception {
        makeGoodHost();
        put("proc/sys/kernel/watchdog", "1");

        final Result result = run("--root", root.toString());

        final List<String> lines = result.out.lines().toList();
        final String watchdog = lines.stream()
                .filter(line -> line.contains("watchdog"))
                .findFirst()
                .orElseThrow();
        assertTrue(watchdog.startsWith("WARN "), watchdog);
        assertTrue(watchdog.endsWith("mend: sudo sysctl kernel.watchdog=0"), watchdog);
        assertEquals("1 warnings, 0 unknown, of " + (lines.size() - 1) + " probes", lines.get(lines.size() - 1));
        assertEquals(1, result.exitCode);
    }

    @Test
    void shouldNotWarnOfNodesThatTheProcessIsKeptFrom() throws Exception {
        makeGoodHost();
        put("sys/devices/system/node/online", "0-1");
        put("sys/devices/system/node/node0/cpulist", "0-7");
        put("sys/devices/system/node/node1/cpulist", "8-15");

        assertEquals(0, run("--root", root.toString()).exitCode);
    }

    @Test
    void shouldTellTheClockByWhatTheHostHas() throws Exception {
        makeGoodHost();
        tool("pmc", "exit 1");
        tool("timedatectl", "echo no");

        assertTrue(run("--json", "--root", root.toString()).found("clocksync").startsWith("not synchronised"));
        tool("timedatectl", "echo yes");
        assertTrue(run("--json", "--root", root.toString()).found("clocksync").startsWith("synchronised by NTP"));
    }

    @Test
    void shouldNotTrustAPtpDaemonWithoutAMaster() throws Exception {
        makeGoodHost();
        tool("pmc", ptp(0, false));

        final Result alone = run("--json", "--root", root.toString());
        assertEquals("not synchronised: PTP runs, and has no master", alone.found("clocksync"));
        assertEquals(1, alone.exitCode);
        tool("timedatectl", "echo no");
        assertEquals(
                "not synchronised: PTP runs, and has no master",
                run("--json", "--root", root.toString()).found("clocksync"));
        tool("chronyc", "echo 'System time     : 0.000012000 seconds fast of NTP time'");
        assertEquals(
                "chrony, off by 12000 ns",
                run("--json", "--root", root.toString()).found("clocksync"));
    }

    @Test
    void shouldRefuseOtherOptions() throws Exception {
        assertEquals(2, run("--jsn").exitCode);
        assertEquals(2, run("--root").exitCode);
        final Result nowhere = run("--root", root.resolve("nowhere").toString());
        assertEquals(2, nowhere.exitCode);
        assertTrue(nowhere.err.contains("nowhere is no folder"), nowhere.err);
    }

    private void makeGoodHost() throws IOException {
        put("proc/self/status", "Name:\tbash\nCpus_allowed_list:\t0-7");
        put("proc/self/cgroup", "0::/user.slice/shell");
        put("proc/self/limits", LIMITS.formatted("65536", "unlimited"));
        put("proc/cmdline", "quiet isolcpus=2-7 rcu_nocbs=2-7");
        put("proc/cpuinfo", "processor\t: 0\nflags\t\t: fpu tsc constant_tsc nonstop_tsc");
        put("proc/loadavg", "0.12 0.30 0.20 1/200 4711");
        put("proc/stat", "cpu  1000 0 500 90000 10 0 5 1 0 0\ncpu0 1 2 3");
        put("proc/swaps", "Filename\tType\tSize\tUsed\tPriority");
        put("proc/mounts", "tmpfs /dev/shm tmpfs rw,size=2097152k 0 0");
        put("proc/1/comm", "systemd");
        put("proc/sys/vm/nr_hugepages", "1024");
        put("proc/sys/vm/swappiness", "60");
        put("proc/sys/net/core/rmem_max", "4194304");
        put("proc/sys/net/core/wmem_max", "2097152");
        put("proc/sys/kernel/numa_balancing", "0");
        put("proc/sys/kernel/sched_rt_runtime_us", "-1");
        put("proc/sys/kernel/watchdog", "0");
        put("sys/fs/cgroup/user.slice/cpu.max", "max 100000");
        put(CPU + "isolated", "2-7");
        put(CPU + "nohz_full", "2-7");
        put(CPU + "smt/active", "0");
        put(CPU + "intel_pstate/no_turbo", "0");
        put(CPU + "cpu0/cpufreq/scaling_governor", "performance");
        put(CPU + "cpu0/cpuidle/state0/latency", "0");
        put(CPU + "cpu0/cpuidle/state1/latency", "2");
        put(CPU + "cpu0/cpuidle/state2/latency", "133");
        put(CPU + "cpu0/cpuidle/state2/disable", "1");
        put(CLOCK + "current_clocksource", "tsc");
        put(HUGE + "enabled", "always [madvise] never");
        put(HUGE + "defrag", "always defer [defer+madvise] madvise never");
        put("sys/devices/system/node/online", "0");
        tool("pmc", ptp(-37, true));
    }

    private void makeBadHost() throws IOException {
        put("proc/self/status", "Cpus_allowed_list:\t0,8");
        put("proc/self/cgroup", "0::/container");
        put("proc/self/limits", LIMITS.formatted("256", "8388608"));
        put("proc/cmdline", "quiet");
        put("proc/cpuinfo", "flags\t\t: fpu tsc hypervisor");
        put("proc/loadavg", "3.50 1.00 1.00 4/200 4711");
        put("proc/stat", "cpu  400 0 100 460 10 0 5 25 0 0");
        put("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n/swapfile file 1 0 -2");
        put("proc/mounts", "tmpfs /dev/shm tmpfs rw,nosuid,size=65536k 0 0");
        put("proc/1/comm", "systemd");
        put("proc/812/comm", "irqbalance");
        put("proc/sys/vm/nr_hugepages", "0");
        put("proc/sys/vm/swappiness", "60");
        put("proc/sys/net/core/rmem_max", "212992");
        put("proc/sys/net/core/wmem_max", "212992");
        put("proc/sys/kernel/numa_balancing", "1");
        put("proc/sys/kernel/sched_rt_runtime_us", "950000");
        put("proc/sys/kernel/watchdog", "1");
        put("sys/fs/cgroup/container/cpu.max", "50000 100000");
        put(CPU + "isolated", "");
        put(CPU + "nohz_full", "(null)");
        put(CPU + "smt/active", "1");
        put(CPU + "cpufreq/boost", "0");
        put(CPU + "cpu0/topology/thread_siblings_list", "0,8");
        put(CPU + "cpu0/cpufreq/scaling_governor", "performance");
        put(CPU + "cpu8/cpufreq/scaling_governor", "powersave");
        put(CPU + "cpu0/cpuidle/state1/latency", "133");
        put(CPU + "cpu0/cpuidle/state1/name", "C6 \"deep\"");
        put(CLOCK + "current_clocksource", "hpet");
        put(CLOCK + "available_clocksource", "tsc hpet");
        put(HUGE + "enabled", "[always] madvise never");
        put("sys/devices/system/node/online", "0-1");
        put("sys/devices/system/node/node0/cpulist", "0-7");
        put("sys/devices/system/node/node1/cpulist", "8-15");
        tool("chronyc", "echo 'System time     : 0.001500000 seconds slow of NTP time'");
    }

    private void put(final String file, final String content) throws IOException {
        final Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content + "\n");
    }

    /** What linuxptp's pmc prints, as far as it matters. */
    private static String ptp(final int offsetNs, final boolean master) {
        return "printf 'sending: GET TIME_STATUS_NP\\n\\tmaster_offset\\t%d\\n\\tgmPresent\\t%s\\n'"
                .formatted(offsetNs, master);
    }

    private void tool(final String name, final String command) throws IOException {
        final Path tool = temporary.resolve("bin").resolve(name);
        Files.writeString(tool, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Result(int exitCode, String out, String err) {
        Config json() {
            return ConfigFactory.parseString(out);
        }

        List<? extends Config> probes() {
            return json().getConfigList("probes");
        }

        Map<String, String> probesThatAreNot(final String state) {
            return probes().stream()
                    .filter(probe -> !probe.getString("state").equals(state))
                    .collect(Collectors.toMap(
                            probe -> probe.getString("name"),
                            Config::toString,
                            (first, second) -> first,
                            TreeMap::new));
        }

        String found(final String name) {
            return probes().stream()
                    .filter(probe -> probe.getString("name").equals(name))
                    .findFirst()
                    .orElseThrow()
                    .getString("found");
        }
    }

    private Result run(final String... arguments) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of("..", "scripts", "check-host").toString());
        command.addAll(List.of(arguments));
        final Path out = temporary.resolve("out");
        final Path err = temporary.resolve("err");
        final ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().merge("PATH", temporary.resolve("bin").toString(), (old, own) -> own + ":" + old);
        final int exitCode = builder.start().waitFor();
        return new Result(exitCode, Files.readString(out), Files.readString(err));
    }
}
