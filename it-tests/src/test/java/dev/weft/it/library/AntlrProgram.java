package dev.weft.it.library;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.util.ArrayList;
import java.util.List;
import org.antlr.runtime.RecognitionException;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserInterpreter;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.tree.AbstractParseTreeVisitor;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.ParseTreeListener;
import org.antlr.v4.runtime.tree.ParseTreeWalker;
import org.antlr.v4.runtime.tree.RuleNode;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.antlr.v4.tool.Grammar;

/**
 * A parser whose tokens come from a source that suspends, and whose listener and visitor suspend.
 */
public final class AntlrProgram implements Program {
  private static final String GRAMMAR =
      """
      grammar Sums;
      file : (sum ';')+ EOF ;
      sum : sum '*' sum | sum '+' sum | '(' sum ')' | NUMBER ;
      NUMBER : [0-9]+ ;
      SPACE : [ \\r\\n]+ -> skip ;
      """;

  private static final String TEXT = "1+2*3; (1+2)*3 + 4; ((((7)))) ; 2*(3+4)*5+6*(7+8*(9+10));\n";

  @Override
  public Object run(Probe p) throws RecognitionException {
    Grammar grammar = new Grammar(GRAMMAR);
    Lexer lexer = grammar.createLexerInterpreter(CharStreams.fromString(TEXT.repeat(3)));
    CommonTokenStream tokens = new CommonTokenStream(new SlowTokens(lexer.getAllTokens(), p));
    ParserInterpreter parser = grammar.createParserInterpreter(tokens);
    parser.addParseListener(new SlowListener(p));
    ParserRuleContext tree = parser.parse(grammar.getRule("file").index);
    ParseTreeWalker.DEFAULT.walk(new SlowListener(p), tree);
    List<Object> results = new ArrayList<>();
    results.add(tree.toStringTree(parser));
    results.add(new SlowEvaluation(p).visit(tree));
    return results;
  }

  private static final class SlowTokens extends ListTokenSource implements TokenSource {
    private final Probe p;

    SlowTokens(List<? extends Token> tokens, Probe p) {
      super(tokens);
      this.p = p;
    }

    @Override
    public Token nextToken() {
      return p.suspend(super.nextToken());
    }
  }

  private record SlowListener(Probe p) implements ParseTreeListener {
    @Override
    public void visitTerminal(TerminalNode node) {
      p.log(p.suspend(node.getText()));
    }

    @Override
    public void visitErrorNode(ErrorNode node) {
      p.log("error " + node.getText());
    }

    @Override
    public void enterEveryRule(ParserRuleContext context) {
      p.log("enter " + p.suspend(context.getRuleIndex()));
    }

    @Override
    public void exitEveryRule(ParserRuleContext context) {
      p.log("exit " + context.getChildCount() + p.suspend(""));
    }
  }

  /** The sum of all lines. */
  private static final class SlowEvaluation extends AbstractParseTreeVisitor<Long> {
    private final Probe p;

    SlowEvaluation(Probe p) {
      this.p = p;
    }

    @Override
    public Long visitChildren(RuleNode node) {
      if (node.getChildCount() != 3) {
        return super.visitChildren(node);
      }
      ParseTree operator = node.getChild(1);
      return switch (operator.getText()) {
        case "*" -> visit(node.getChild(0)) * p.suspend(visit(node.getChild(2)));
        case "+" -> p.suspend(visit(node.getChild(0))) + visit(node.getChild(2));
        default -> visit(operator);
      };
    }

    @Override
    public Long visitTerminal(TerminalNode node) {
      String text = p.suspend(node.getText());
      return Character.isDigit(text.charAt(0)) ? Long.parseLong(text) : 0L;
    }

    @Override
    protected Long defaultResult() {
      return 0L;
    }

    @Override
    protected Long aggregateResult(Long sum, Long next) {
      return sum + p.suspend(next);
    }
  }
}
