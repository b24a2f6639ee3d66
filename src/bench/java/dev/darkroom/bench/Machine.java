package dev.darkroom.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Describes what the figures were taken on. */
final class Machine {

    private Machine() {}

    static ObjectNode describe() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        ObjectNode machine = JsonMapper.shared().createObjectNode();
        machine.put("processors", system.getAvailableProcessors());
        machine.put("memory_mib", system.getTotalMemorySize() >> 20);
        machine.put("system", system.getName() + " " + system.getArch());
        machine.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        return machine.put("load_at_start", load());
    }

    /** Returns the load average of the last minute, negative where the system tells none. */
    static double load() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getSystemLoadAverage();
    }
}
