package dev.weft.it.shapes;

import dev.weft.Pinned;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;

/**
 * Row 35: reflective calls, method handles and dynamic proxies, which suspend like any call. Java 8
 * syntax.
 */
final class ReflectionShapes {
  private ReflectionShapes() {}

  /** The JDK changes a method's accessor between its first and its twentieth call. */
  static final class MethodInvoke implements Program {
    @Override
    public Object run(Probe p) throws Exception {
      Method instance =
          Target.class.getDeclaredMethod("mix", Probe.class, int.class, long.class, String.class);
      Method fixed = Target.class.getDeclaredMethod("fixed", Probe.class, double.class);
      Method nothing = Target.class.getDeclaredMethod("nothing", Probe.class);
      Target target = new Target();
      for (int i = 1; i <= 20; i++) {
        p.log(instance.invoke(target, p, i, i * 2L, "s" + p.suspend(i)));
        p.log(fixed.invoke(null, p, -0.0));
        p.log(nothing.invoke(target, p));
      }
      return p.suspend(target.calls);
    }

    static final class Target {
      int calls;

      long mix(Probe p, int a, long b, String c) {
        calls++;
        return p.suspend(a) + p.suspend(b) * c.length();
      }

      static double fixed(Probe p, double d) {
        return p.suspend(d);
      }

      void nothing(Probe p) {
        p.suspend();
        calls++;
      }
    }
  }

  static final class InvokeFailures implements Program {
    @Override
    public Object run(Probe p) throws Exception {
      Method fail = Target.class.getDeclaredMethod("fail", Probe.class, int.class);
      StringBuilder out = new StringBuilder();
      Object[][] arguments = {{p, 1}, {p}, {p, "no"}, {null, 2}, {p, null}};
      for (Object[] each : arguments) {
        try {
          out.append(fail.invoke(new Target(), each));
        } catch (InvocationTargetException e) {
          out.append("target ").append(e.getCause()).append(p.suspend(1));
        } catch (IllegalArgumentException e) {
          out.append("argument").append(p.suspend(2));
        }
      }
      try {
        fail.invoke(null, p, 1);
      } catch (NullPointerException e) {
        out.append("null").append(p.suspend(3));
      }
      return out.append(fail.invoke(new Target(), p, -p.suspend(4))).toString();
    }

    static final class Target {
      int fail(Probe p, int n) {
        if (n < 0) {
          return p.suspend(n);
        }
        if (p == null) {
          throw new IllegalArgumentException("from the target");
        }
        p.suspend();
        throw new IllegalStateException("state" + n);
      }
    }
  }

  /**
   * Which method runs is decided by the receiver, also when the caller named the overridden one.
   */
  static final class VirtualInvoke implements Program {
    @Override
    public Object run(Probe p) throws Exception {
      Method go = Base.class.getDeclaredMethod("go", Probe.class);
      Method call = Callable.class.getMethod("call");
      Derived derived = new Derived(p);
      return ""
          + go.invoke(new Base(), p)
          + go.invoke(derived, p)
          + call.invoke(derived)
          + p.suspend(1);
    }

    static class Base {
      Object go(Probe p) {
        return p.suspend("base");
      }
    }

    static final class Derived extends Base implements Callable<Object> {
      private final Probe p;

      Derived(Probe p) {
        this.p = p;
      }

      @Override
      Object go(Probe q) {
        return q.suspend("derived") + super.go(q);
      }

      @Override
      public Object call() {
        return p.suspend("called");
      }
    }
  }

  @Pins(Pinned.CONSTRUCTOR)
  static final class ReflectiveConstruction implements Program {
    @Override
    public Object run(Probe p) throws Exception {
      Constructor<Built> constructor = Built.class.getDeclaredConstructor(Probe.class, long.class);
      Built built = constructor.newInstance(p, p.suspend(2L));
      return built.value + p.suspend(3L);
    }

    static final class Built {
      final long value;

      Built(Probe p, long n) {
        value = n + p.suspend(1);
      }
    }
  }

  static final class DirectHandles implements Program {
    @Override
    public Object run(Probe p) throws Throwable {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodType type = MethodType.methodType(long.class, Probe.class, int.class, double.class);
      MethodHandle mix = lookup.findVirtual(Target.class, "mix", type);
      MethodType fixedType = MethodType.methodType(String.class, Probe.class, String.class);
      MethodHandle fixed = lookup.findStatic(Target.class, "fixed", fixedType);
      Target target = new Target();
      for (int i = 1; i <= 20; i++) {
        long exact = (long) mix.invokeExact(target, p, i, i * 0.5);
        long generic = (long) mix.invoke(target, p, -i, 0.25);
        String text = (String) fixed.invokeExact(p, p.suspend("t"));
        p.log(exact + " " + generic + text);
      }
      return p.suspend(target.calls);
    }

    static final class Target {
      int calls;

      long mix(Probe p, int a, double b) {
        calls++;
        return p.suspend(a) + (long) (p.suspend(b) * 10);
      }

      static String fixed(Probe p, String s) {
        return p.suspend(s) + s;
      }
    }
  }

  /**
   * Handles that convert or bind: whether a suspension goes through them is the engine's choice.
   */
  @Pins(value = Pinned.FOREIGN_FRAME, optional = true)
  static final class ConvertingHandles implements Program {
    @Override
    public Object run(Probe p) throws Throwable {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodType type = MethodType.methodType(long.class, Probe.class, int.class, double.class);
      MethodHandle mix = lookup.findVirtual(DirectHandles.Target.class, "mix", type);
      DirectHandles.Target target = new DirectHandles.Target();
      MethodHandle bound = mix.bindTo(target);
      for (int i = 1; i <= 20; i++) {
        Object boxed = mix.invoke((Object) target, (Object) p, (Integer) i, 1.5f);
        Object spread = bound.invokeWithArguments(p, i, 2.5);
        p.log(boxed + " " + spread + (long) bound.invokeExact(p, i, -0.5));
      }
      return p.suspend(target.calls);
    }
  }

  static final class Proxies implements Program {
    interface Service {
      long total(Probe p, int a, long b) throws Exception;

      String name();
    }

    @Override
    public Object run(Probe p) throws Exception {
      ClassLoader loader = getClass().getClassLoader();
      Class<?>[] types = {Service.class, Callable.class};
      Object proxy = Proxy.newProxyInstance(loader, types, new Handler(p, new Real(p)));
      Service service = (Service) proxy;
      Callable<?> callable = (Callable<?>) proxy;
      for (int i = 1; i <= 20; i++) {
        p.log(service.total(p, i, 10L * i) + service.name() + callable.call());
      }
      try {
        service.total(null, 0, 0);
      } catch (Exception e) {
        p.log(e.getMessage() + p.suspend(1));
      }
      return p.suspend("done");
    }

    static final class Handler implements InvocationHandler {
      private final Probe p;
      private final Service target;

      Handler(Probe p, Service target) {
        this.p = p;
        this.target = target;
      }

      @Override
      public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
        p.suspend();
        if (method.getDeclaringClass() != Service.class) {
          return p.suspend("other");
        }
        if (method.getName().equals("name")) {
          return target.name();
        }
        if (args[0] == null) {
          throw new Exception(p.suspend("refused"));
        }
        return (Long) method.invoke(target, args) + p.suspend(1L);
      }
    }

    static final class Real implements Service {
      private final Probe p;

      Real(Probe p) {
        this.p = p;
      }

      @Override
      public long total(Probe q, int a, long b) {
        return q.suspend(a) + q.suspend(b);
      }

      @Override
      public String name() {
        return p.suspend("real");
      }
    }
  }
}
