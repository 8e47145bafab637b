package dev.weft.core;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.internal.vm.annotation.Hidden;
import jdk.internal.vm.annotation.Stable;
import org.jspecify.annotations.Nullable;

/**
 * What a call that goes by its receiver leads to: an inline cache (Hölzle, Chambers, Ungar 1991).
 * The class that makes the call has a method for it, which compares the receiver's class with those
 * in {@link #SLOTS} slots, and for each slot has a call that is linked to what objects of that
 * class run ({@link CopyCalls#slot}). Handles that compare would do as well, but where HotSpot
 * stops to inline, in a recursion say, it calls them one by one: ten times the cost of the call.
 *
 * <pre>
 * the first classes   receiver's class == class0 ? the slot's method : ...
 * later ones          looked up in a table; the handle is invoked
 * from the 65th on    found anew each time, as are those that this call must not keep alive
 * </pre>
 *
 * A slot is filled once. HotSpot compiles what it finds filled as a constant; what is filled later
 * it reads.
 */
public final class Dispatch {
  /** How many classes the methods that the weaver writes compare with. */
  public static final int SLOTS = 4;

  private static final int MOST_KNOWN = 64;

  private static final MethodHandle SELECT =
      Handles.virtual(
          MethodHandles.lookup(),
          "select",
          MethodType.methodType(MethodHandle.class, Object.class));

  /** The receivers' classes of the slots that are filled, for the methods that are written. */
  public @Stable @Nullable Class<?> class0;

  public @Stable @Nullable Class<?> class1;
  public @Stable @Nullable Class<?> class2;
  public @Stable @Nullable Class<?> class3;

  private final Selector selector;
  private final OriginalCall plain;
  private final MethodHandle[] slots = new MethodHandle[SLOTS];
  private int filled;
  private volatile ReceiverTable<MethodHandle> table = ReceiverTable.empty();

  /**
   * @param plain the original's call
   */
  Dispatch(Selector selector, OriginalCall plain) {
    this.selector = selector;
    this.plain = plain;
  }

  /** Looks every receiver up: a handle of the selector's type. */
  MethodHandle handle() {
    return Handles.chosen(selector.type(), SELECT.bindTo(this));
  }

  /**
   * What a call on that receiver runs, of the selector's type.
   *
   * @throws Throwable what the original's call throws when it is linked
   */
  @SuppressWarnings("NullAway") // the JVM itself must raise it, for the message of the call
  @Hidden
  public MethodHandle select(@Nullable Object receiver) throws Throwable {
    if (receiver == null) {
      plain.linked(); // or else says what is wrong with the call
    }
    Class<?> type = receiver.getClass();
    MethodHandle known = table.get(type);
    return known == null ? find(type) : known;
  }

  @Hidden
  private MethodHandle find(Class<?> type) throws Throwable {
    MethodHandle copy = plain.isPermitted() ? selector.virtualMethod(type) : null;
    if (copy == null) {
      plain.linked();
      selector.requireInterface(type);
    }
    if (table.size() == MOST_KNOWN || !plain.isOutlivedBy(type)) {
      return copy == null ? plain.linked() : copy;
    }
    MethodHandle target = copy == null ? plain.on(type) : copy;
    remember(type, target);
    return target;
  }

  @Hidden
  private synchronized void remember(Class<?> type, MethodHandle target) {
    if (table.get(type) != null) {
      return;
    }
    table = table.with(type, target);
    if (filled < SLOTS) {
      slots[filled] = target;
      fill(filled++, type);
    }
  }

  private void fill(int slot, Class<?> type) {
    switch (slot) {
      case 0 -> class0 = type;
      case 1 -> class1 = type;
      case 2 -> class2 = type;
      default -> class3 = type;
    }
  }

  /**
   * What a call runs that leads to one method: a super call, or that of a method of the caller's
   * own which cannot be overridden.
   */
  MethodHandle bound(Class<?> original) throws Throwable {
    MethodHandle copy = plain.isSpecial() ? selector.superMethod(original) : selector.ownMethod();
    return copy == null ? plain.linked() : copy;
  }

  /** The call that is made for receivers of that slot's class. */
  synchronized CallSite slot(int number) {
    return new ConstantCallSite(slots[number]);
  }
}
