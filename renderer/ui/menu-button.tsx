import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { Icon, type IconName } from './icon.tsx'
import buttonStyles from './icon-button.module.css'
import styles from './menu-button.module.css'

export interface MenuItem {
  readonly label: string
  readonly icon: IconName
  readonly onPress: () => void
  readonly tone?: 'plain' | 'danger'
  /** A line stands above it. */
  readonly begins?: boolean
}

/** Between the button and its menu, and between the menu and the edge of the window. */
const ROOM_PX = 4

/** Below the button and within the window, above it where there is more room. */
const place = (menu: HTMLElement, button: HTMLElement): void => {
  const anchor = button.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  // Without the page's own scroll bar, which `innerWidth` counts.
  const { clientWidth } = document.documentElement
  const below = anchor.bottom + ROOM_PX
  const top = below + height + ROOM_PX <= innerHeight ? below : anchor.top - height - ROOM_PX
  const left = Math.min(anchor.right - width, clientWidth - width - ROOM_PX)
  menu.style.top = `${Math.max(ROOM_PX, Math.min(top, innerHeight - height - ROOM_PX))}px`
  menu.style.left = `${Math.max(ROOM_PX, left)}px`
}

/** A button with more that can be done. The menu lies over everything, also where its row is cut off. */
export const MenuButton = ({
  label,
  items,
  icon = 'more',
}: {
  readonly label: string
  readonly items: readonly MenuItem[]
  readonly icon?: IconName
}) => {
  const id = useId()
  const [isOpen, setIsOpen] = useState(false)
  const buttonRef = useRef<HTMLButtonElement>(null)
  const menuRef = useRef<HTMLDivElement>(null)
  const entries = () => [...(menuRef.current?.querySelectorAll('button') ?? [])]
  const close = () => {
    menuRef.current?.hidePopover()
    buttonRef.current?.focus()
  }
  const open = () => {
    const [menu, button] = [menuRef.current, buttonRef.current]
    if (menu === null || button === null) return
    menu.showPopover()
    place(menu, button)
    entries()[0]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const all = entries()
    const at = all.findIndex((entry) => entry === document.activeElement)
    const to = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key]
    if (to !== undefined) all[to]?.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') close()
    else return
    if (event.key !== 'Tab') event.preventDefault()
    event.stopPropagation()
  }
  return (
    <>
      <button
        ref={buttonRef}
        type="button"
        className={buttonStyles.button}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={id}
        title={label}
        onClick={open}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return
          event.preventDefault()
          event.stopPropagation()
          open()
        }}
      >
        <Icon name={icon} />
      </button>
      <div
        ref={menuRef}
        id={id}
        className={styles.menu}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        popover="auto"
        onToggle={({ newState }) => setIsOpen(newState === 'open')}
        onKeyDown={onKeyDown}
      >
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role="menuitem"
            tabIndex={-1}
            className={styles.item}
            data-tone={item.tone ?? 'plain'}
            data-begins={item.begins === true ? true : undefined}
            onClick={() => {
              close()
              item.onPress()
            }}
          >
            <Icon name={item.icon} />
            <span>{item.label}</span>
          </button>
        ))}
      </div>
    </>
  )
}
