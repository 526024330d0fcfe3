//! From tokens to the raw tree, by operator precedence (Pratt).
//!
//! Source: JSONata 2.0.6, the grammar and its binding powers. Nesting is bounded: deeper than [`MAX_NESTING`] is an
//! error, so that nothing that walks the tree later can exhaust the stack.

use std::rc::Rc;

use asl_json::{TextRange, Value};

use crate::error::{Fault, Outcome};
use crate::lexer::{Lexer, Token, TokenKind};
use crate::raw::{Raw, RawKind};
use crate::signature::Signature;

/// Levels of nodes that an expression may have. The reference has no limit but its stack.
pub(crate) const MAX_NESTING: u32 = 400;

pub(crate) struct Parser<'t> {
    text: &'t str,
    lexer: Lexer<'t>,
    token: Token,
    nesting: u32,
}

/// How strongly an operator binds what stands before it.
fn binding_power(operator: &str) -> u32 {
    match operator {
        "[" | "(" | "@" | "#" => 80,
        "." => 75,
        "{" => 70,
        "*" | "/" | "%" => 60,
        "+" | "-" | "&" => 50,
        "=" | "<" | ">" | "!=" | "<=" | ">=" | "~>" | "in" | "^" => 40,
        "and" => 30,
        "or" => 25,
        "?" => 20,
        ":=" => 10,
        _ => 0,
    }
}

/// Reads a whole expression.
pub(crate) fn parse(text: &str) -> Outcome<Raw> {
    let lexer = Lexer::new(text);
    let token = Token { kind: TokenKind::End, range: TextRange::default() };
    let mut parser = Parser { text, lexer, token, nesting: 0 };
    parser.advance(false)?;
    let raw = parser.expression(0)?;
    if !matches!(parser.token.kind, TokenKind::End) {
        return Err(Fault::at("S0201", parser.token.range).with_token(parser.token.value()));
    }
    Ok(raw)
}

impl Parser<'_> {
    fn advance(&mut self, infix: bool) -> Outcome<()> {
        self.token = self.lexer.next(infix)?;
        if matches!(self.token.kind, TokenKind::End) {
            self.token.range = TextRange::at(self.text.len() as u32);
        }
        Ok(())
    }

    fn is(&self, operator: &str) -> bool {
        self.token.operator() == operator
    }

    /// Goes past `operator`, which must stand here. `infix`: an operand ends with it.
    fn expect(&mut self, operator: &str, infix: bool) -> Outcome<()> {
        if !self.is(operator) {
            let code = if matches!(self.token.kind, TokenKind::End) { "S0203" } else { "S0202" };
            let fault = Fault::at(code, self.token.range).with_token(self.token.value());
            return Err(fault.with_value(Value::from(operator)));
        }
        self.advance(infix)
    }

    fn checked(&self, raw: Raw) -> Outcome<Raw> {
        if raw.depth > MAX_NESTING {
            return Err(self.too_deep());
        }
        Ok(raw)
    }

    fn too_deep(&self) -> Box<Fault> {
        Fault::at("U1001", self.token.range)
            .with_text(format!("Stack overflow error: the expression nests deeper than {MAX_NESTING} levels"))
    }

    fn expression(&mut self, power: u32) -> Outcome<Raw> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(self.too_deep());
        }
        let token = self.take(true)?;
        let mut left = self.prefix(token)?;
        while power < binding_power(self.token.operator()) {
            let token = self.take(false)?;
            left = self.infix(&token, left)?;
            left = self.checked(left)?;
        }
        self.nesting -= 1;
        self.checked(left)
    }

    /// The current token, going past it.
    fn take(&mut self, infix: bool) -> Outcome<Token> {
        // The end can be read again and again.
        if matches!(self.token.kind, TokenKind::End) {
            return Ok(self.token.clone());
        }
        let end = Token { kind: TokenKind::End, range: TextRange::default() };
        let token = std::mem::replace(&mut self.token, end);
        self.advance(infix)?;
        Ok(token)
    }

    fn prefix(&mut self, token: Token) -> Outcome<Raw> {
        let range = token.range;
        let kind = match token.kind {
            TokenKind::Name(name) => RawKind::Name(name),
            TokenKind::Variable(name) => RawKind::Variable(name),
            TokenKind::String(text) => RawKind::String(text),
            TokenKind::Number(number) => RawKind::Number(number),
            TokenKind::Constant(value) => RawKind::Constant(value),
            TokenKind::Regex(regex) => RawKind::Regex(regex),
            TokenKind::End => RawKind::End,
            TokenKind::Operator(operator) => return self.prefix_operator(operator, range),
        };
        Ok(Raw::new(kind, range))
    }

    fn prefix_operator(&mut self, operator: &'static str, range: TextRange) -> Outcome<Raw> {
        let kind = match operator {
            "and" | "or" | "in" => RawKind::Word(operator),
            "-" => RawKind::Negate(Box::new(self.expression(70)?)),
            "*" => RawKind::Wildcard,
            "**" => RawKind::Descendant,
            "%" => RawKind::Parent,
            "(" => self.block()?,
            "[" => self.array()?,
            "{" => RawKind::Object(self.pairs()?),
            "|" => self.transform()?,
            _ => return Err(Fault::at("S0211", range).with_token(operator)),
        };
        Ok(Raw::new(kind, range))
    }

    fn block(&mut self) -> Outcome<RawKind> {
        let mut expressions = Vec::new();
        while !self.is(")") {
            expressions.push(self.expression(0)?);
            if !self.is(";") {
                break;
            }
            self.advance(false)?;
        }
        self.expect(")", true)?;
        Ok(RawKind::Block(expressions))
    }

    fn array(&mut self) -> Outcome<RawKind> {
        let mut items = Vec::new();
        if !self.is("]") {
            loop {
                let mut item = self.expression(0)?;
                if self.is("..") {
                    let range = self.token.range;
                    self.advance(false)?;
                    let right = Box::new(self.expression(0)?);
                    let kind = RawKind::Binary { operator: "..", left: Box::new(item), right };
                    item = Raw::new(kind, range);
                }
                items.push(item);
                if !self.is(",") {
                    break;
                }
                self.advance(false)?;
            }
        }
        self.expect("]", true)?;
        Ok(RawKind::Array(items))
    }

    fn pairs(&mut self) -> Outcome<Vec<(Raw, Raw)>> {
        let mut pairs = Vec::new();
        if !self.is("}") {
            loop {
                let key = self.expression(0)?;
                self.expect(":", false)?;
                pairs.push((key, self.expression(0)?));
                if !self.is(",") {
                    break;
                }
                self.advance(false)?;
            }
        }
        self.expect("}", true)?;
        Ok(pairs)
    }

    fn transform(&mut self) -> Outcome<RawKind> {
        let pattern = Box::new(self.expression(0)?);
        self.expect("|", false)?;
        let update = Box::new(self.expression(0)?);
        let mut delete = None;
        if self.is(",") {
            self.advance(false)?;
            delete = Some(Box::new(self.expression(0)?));
        }
        self.expect("|", false)?;
        Ok(RawKind::Transform { pattern, update, delete })
    }

    fn infix(&mut self, token: &Token, left: Raw) -> Outcome<Raw> {
        let range = token.range;
        let operator = token.operator();
        let kind = match operator {
            "(" => self.call(left)?,
            "[" => return self.filter(left, range),
            "^" => self.sort(left)?,
            "{" => RawKind::Group { left: Box::new(left), pairs: self.pairs()? },
            "?" => self.condition(left)?,
            ":=" => {
                if !matches!(left.kind, RawKind::Variable(_)) {
                    return Err(Fault::at("S0212", left.range).with_token(left.value()));
                }
                let right = Box::new(self.expression(9)?);
                RawKind::Binary { operator, left: Box::new(left), right }
            }
            _ => {
                let right = self.expression(binding_power(operator))?;
                if matches!(operator, "@" | "#") && !matches!(right.kind, RawKind::Variable(_)) {
                    return Err(Fault::at("S0214", right.range).with_token(operator));
                }
                RawKind::Binary { operator, left: Box::new(left), right: Box::new(right) }
            }
        };
        Ok(Raw::new(kind, range))
    }

    fn condition(&mut self, left: Raw) -> Outcome<RawKind> {
        let then = Box::new(self.expression(0)?);
        let mut otherwise = None;
        if self.is(":") {
            self.advance(false)?;
            otherwise = Some(Box::new(self.expression(0)?));
        }
        Ok(RawKind::Condition { condition: Box::new(left), then, otherwise })
    }

    fn filter(&mut self, mut left: Raw, range: TextRange) -> Outcome<Raw> {
        if self.is("]") {
            let mut step = &mut left;
            while matches!(&step.kind, RawKind::Binary { operator: "[", .. }) {
                let RawKind::Binary { left, .. } = &mut step.kind else { break };
                step = left;
            }
            step.keep_array = true;
            self.advance(false)?;
            return Ok(left);
        }
        let right = Box::new(self.expression(0)?);
        self.expect("]", true)?;
        Ok(Raw::new(RawKind::Binary { operator: "[", left: Box::new(left), right }, range))
    }

    fn sort(&mut self, left: Raw) -> Outcome<RawKind> {
        self.expect("(", false)?;
        let mut terms = Vec::new();
        loop {
            let descending = self.is(">");
            if descending || self.is("<") {
                self.advance(false)?;
            }
            terms.push((descending, self.expression(0)?));
            if !self.is(",") {
                break;
            }
            self.advance(false)?;
        }
        self.expect(")", false)?;
        Ok(RawKind::Sort { left: Box::new(left), terms })
    }

    fn call(&mut self, left: Raw) -> Outcome<RawKind> {
        let mut arguments = Vec::new();
        let mut partial = false;
        if !self.is(")") {
            loop {
                if self.is("?") {
                    partial = true;
                    arguments.push(Raw::new(RawKind::Placeholder, self.token.range));
                    self.advance(false)?;
                } else {
                    arguments.push(self.expression(0)?);
                }
                if !self.is(",") {
                    break;
                }
                self.advance(false)?;
            }
        }
        self.expect(")", true)?;
        match &left.kind {
            RawKind::Name(name) if matches!(&**name, "function" | "λ") => self.lambda(&arguments),
            _ => Ok(RawKind::Call { procedure: Box::new(left), arguments, partial }),
        }
    }

    fn lambda(&mut self, arguments: &[Raw]) -> Outcome<RawKind> {
        let mut parameters: Vec<Rc<str>> = Vec::with_capacity(arguments.len());
        for (index, argument) in arguments.iter().enumerate() {
            let RawKind::Variable(name) = &argument.kind else {
                let fault = Fault::at("S0208", argument.range).with_value(Value::from(index + 1));
                return Err(fault.with_token(argument.value()));
            };
            parameters.push(name.clone());
        }
        let signature = if self.is("<") { Some(Rc::new(self.signature()?)) } else { None };
        self.expect("{", false)?;
        let body = Box::new(self.expression(0)?);
        self.expect("}", false)?;
        Ok(RawKind::Lambda { parameters, signature, body })
    }

    /// The signature's text is put together again from its tokens, as the reference does.
    fn signature(&mut self) -> Outcome<Signature> {
        let start = self.token.range;
        let mut depth = 1;
        let mut text = String::from("<");
        while depth > 0 && !self.is("{") && !matches!(self.token.kind, TokenKind::End) {
            self.advance(false)?;
            match self.token.operator() {
                ">" => depth -= 1,
                "<" => depth += 1,
                _ => {}
            }
            match self.token.value() {
                Value::String(part) => text.push_str(&part),
                other => text.push_str(&other.to_string()),
            }
        }
        self.expect(">", false)?;
        Signature::parse(&text).map_err(|mut fault| {
            let offset = fault.index.take().unwrap_or(0) as u32;
            fault.range = Some(TextRange::at(start.end + offset));
            fault
        })
    }
}
