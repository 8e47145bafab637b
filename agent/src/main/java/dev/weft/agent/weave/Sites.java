package dev.weft.agent.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Where the suspend points of a method are in its code: labels, frames and exception ranges. */
final class Sites {
  private final List<Site> sites = new ArrayList<>();
  private final AddedLocals added;

  /** Exception ranges of the deliveries, in the order of the ranges that they repeat. */
  private final List<TryCatchBlockNode> deliveries = new ArrayList<>();

  private record Site(LabelNode out, LabelNode after, List<TryCatchBlockNode> handlers) {}

  /** Must be made before the method's code changes. */
  Sites(MethodNode method, List<SuspendPoint> points, AddedLocals added) {
    this.added = added;
    Ranges ranges = new Ranges(method);
    for (SuspendPoint point : points) {
      List<TryCatchBlockNode> handlers = ranges.covering(method.instructions.indexOf(point.call()));
      sites.add(new Site(new LabelNode(), new LabelNode(), handlers));
    }
  }

  int count() {
    return sites.size();
  }

  private Site of(SuspendPoint point) {
    return sites.get(point.number() - 1);
  }

  /** Where the capture begins. */
  LabelNode out(SuspendPoint point) {
    return of(point).out();
  }

  /** Just behind the call, its result on the stack. */
  LabelNode after(SuspendPoint point) {
    return of(point).after();
  }

  /** The frame at both. */
  FrameNode afterCall(SuspendPoint point) {
    List<Object> slots = new ArrayList<>();
    for (SuspendPoint.Local local : point.locals()) {
      while (slots.size() < local.index()) {
        slots.add(Opcodes.TOP);
      }
      slots.add(placeholder(local.type()));
      if (Types.isWide(local.type())) {
        slots.add(Opcodes.TOP);
      }
    }
    List<Object> stack = new ArrayList<>();
    for (Object type : point.operands().below()) {
      stack.add(placeholder(type));
    }
    Object result = point.operands().result();
    if (result != null) {
      stack.add(result);
    }
    return added.frame(slots, stack);
  }

  private static Object placeholder(Object type) {
    return Types.isPrimitive(type) || Types.isReference(type) ? type : Opcodes.NULL;
  }

  /** What is delivered may be an exception: it is thrown where the call's own would be. */
  void coverDelivery(SuspendPoint point, LabelNode start, LabelNode end) {
    for (TryCatchBlockNode block : of(point).handlers()) {
      deliveries.add(new TryCatchBlockNode(start, end, block.handler, block.type));
    }
  }

  List<TryCatchBlockNode> deliveries() {
    return deliveries;
  }

  /** The handlers that an exception of a suspend point can reach. */
  List<LabelNode> handlers() {
    List<LabelNode> handlers = new ArrayList<>();
    for (Site site : sites) {
      for (TryCatchBlockNode block : site.handlers()) {
        if (!handlers.contains(block.handler)) {
          handlers.add(block.handler);
        }
      }
    }
    return handlers;
  }
}
