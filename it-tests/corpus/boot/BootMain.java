package application;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * A web application that starts, says what that took, and ends: milliseconds since the JVM's start, of CPU time, loaded classes
 * and woven classes.
 */
@SpringBootApplication
@RestController
public class BootMain {
  public static void main(String[] args) throws ReflectiveOperationException {
    SpringApplication.run(BootMain.class, args);
    long millis = System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
    long cpu = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1_000_000;
    int loaded = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
    System.out.println("started " + millis + " " + cpu + " " + loaded + " " + woven());
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  /** How many classes the agent has woven; without it, none. Asked by a name put together here: the agent looks for names. */
  private static long woven() throws ReflectiveOperationException {
    try {
      Class<?> weaving = ClassLoader.getPlatformClassLoader().loadClass(String.join(".", "dev", "weft", "Weaving"));
      return (Long) weaving.getMethod("wovenClasses").invoke(null);
    } catch (ClassNotFoundException e) {
      return 0;
    }
  }

  @GetMapping("/")
  public String hello() {
    return "hello";
  }
}
