package dev.weft.it.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;

/** What detection takes for granted of the JDK's inside, apart from what it hooks. */
class JdkFactsTest {
  private static final String JFR = "jdk.jfr.internal.";

  private static Method method(String type, String name, Class<?>... parameters) throws Exception {
    Method method = Class.forName(type).getMethod(name, parameters);
    assertTrue(Modifier.isPublic(method.getDeclaringClass().getModifiers()), type);
    return method;
  }

  @Test
  void whoParksSaysForWhatAndALockKnowsItsOwner() throws Exception {
    assertEquals(Object.class, Thread.class.getDeclaredField("parkBlocker").getType());
    assertEquals(
        Thread.class,
        AbstractOwnableSynchronizer.class.getDeclaredField("exclusiveOwnerThread").getType());
  }

  @Test
  void whoeverGetsALockIsToldToIt() throws Exception {
    assertEquals(
        void.class,
        AbstractOwnableSynchronizer.class
            .getDeclaredMethod("setExclusiveOwnerThread", Thread.class)
            .getReturnType());
    for (String name : List.of("lock", "lockInterruptibly", "tryLock", "unlock")) {
      ReentrantReadWriteLock.ReadLock.class.getDeclaredMethod(name);
    }
  }

  @Test
  void jfrCanBeFlushedAndItsStacksDeepened() throws Exception {
    method(JFR + "Options", "setStackDepth", Integer.class);
    assertEquals(int.class, method(JFR + "Options", "getStackDepth").getReturnType());
    method(JFR + "MetadataRepository", "getInstance");
    method(JFR + "MetadataRepository", "flush");
    boolean isNew = Runtime.version().feature() >= 21;
    method(JFR + (isNew ? "util.Utils" : "Utils"), "notifyFlush");
  }

  @Test
  void virtualThreadsHaveAContinuationOfTheirOwn() throws Exception {
    if (Runtime.version().feature() >= 21) {
      Class<?> type = Class.forName("java.lang.VirtualThread$VThreadContinuation", false, null);
      assertEquals("jdk.internal.vm.Continuation", type.getSuperclass().getName());
    }
  }

  @Test
  void hooksThatRunAtTheExitAreTheKeysOfAMap() throws Exception {
    Class<?> type = Class.forName("java.lang.ApplicationShutdownHooks");
    assertTrue(Map.class.isAssignableFrom(type.getDeclaredField("hooks").getType()));
  }
}
