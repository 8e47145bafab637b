package dev.weft.bench.woven;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Walks a tree of documents by double dispatch, with one visitor that counts and one that measures.
 */
final class VisitorProgram implements IntSupplier {
  private interface Visitor<R> {
    R visitText(Text text);

    R visitLink(Link link);

    R visitSection(Section section);
  }

  private interface Element {
    <R> R accept(Visitor<R> visitor);
  }

  private record Text(String characters) implements Element {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitText(this);
    }
  }

  private record Link(String target, Element label) implements Element {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLink(this);
    }
  }

  private record Section(List<Element> elements) implements Element {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSection(this);
    }
  }

  /** The number of characters. */
  private static final class Length implements Visitor<Integer> {
    @Override
    public Integer visitText(Text text) {
      return text.characters().length();
    }

    @Override
    public Integer visitLink(Link link) {
      return link.target().length() + link.label().accept(this);
    }

    @Override
    public Integer visitSection(Section section) {
      int sum = 0;
      for (Element element : section.elements()) {
        sum += element.accept(this);
      }
      return sum;
    }
  }

  /** How deep sections nest. */
  private static final class Depth implements Visitor<Integer> {
    @Override
    public Integer visitText(Text text) {
      return 0;
    }

    @Override
    public Integer visitLink(Link link) {
      return link.label().accept(this);
    }

    @Override
    public Integer visitSection(Section section) {
      int deepest = 0;
      for (Element element : section.elements()) {
        deepest = Math.max(deepest, element.accept(this));
      }
      return deepest + 1;
    }
  }

  private final Element document = section(4);

  private static Element section(int depth) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      elements.add(new Text("text ".repeat(i)));
      elements.add(depth == 1 ? new Link("to/" + i, new Text("label")) : section(depth - 1));
    }
    return new Section(elements);
  }

  @Override
  public int getAsInt() {
    return document.accept(new Length()) * 10 + document.accept(new Depth());
  }
}
